// SPDX-License-Identifier: Apache-2.0
// How the hub and its protocols are, asked for again and again while somebody looks.
import { ask } from './api.js';

const PAUSE = 5000;
const PAUSE_WHILE_SEARCHING = 1000;
/** After something was asked for, it is looked at often for a while. */
const HURRY = 8;

/** Whether a protocol is searching now: its last round has begun, and has no duration yet. */
export function searching(protocol) {
  return protocol.progress !== undefined || (protocol.last_run !== undefined && protocol.last_run !== null && protocol.last_duration === undefined);
}

/** Begins to ask. The result has the latest answers, calls back when there are new ones, and can be hurried. */
export function watch() {
  const listeners = new Set();
  let timer = 0;
  let hurry = 0;
  const status = {
    health: null,
    protocols: [],
    onChange: (listener) => listeners.add(listener),
    /** Asks now, and a few times soon after. */
    now() {
      hurry = HURRY;
      return round();
    },
  };

  async function round() {
    clearTimeout(timer);
    if (!document.hidden) {
      try {
        [status.health, status.protocols] = await Promise.all([ask('GET', '/health', { fine: [503] }), ask('GET', '/protocols')]);
        listeners.forEach((listener) => listener(status));
      } catch {
        // The badge of the event stream shows that the hub is away.
      }
    }
    clearTimeout(timer);
    hurry = Math.max(0, hurry - 1);
    timer = setTimeout(round, hurry > 0 || status.protocols.some(searching) ? PAUSE_WHILE_SEARCHING : PAUSE);
  }

  document.addEventListener('visibilitychange', () => document.hidden || round());
  round();
  return status;
}
