// SPDX-License-Identifier: Apache-2.0
// The line below every view, with the version of the hub.
import { setText } from './dom.js';

export function foot(status) {
  const line = document.getElementById('version');
  status.onChange(() => setText(line, status.health.version ? `Kitty Discovery ${status.health.version}` : ''));
}
