// SPDX-License-Identifier: Apache-2.0
// The live region of the page: tells screen readers which machines appeared and departed, at most once every ten seconds.
import { t } from '../model/language.js';

const PAUSE = 10_000;

export function reportChanges(store) {
  const region = document.getElementById('news');
  let appeared = [];
  let departed = [];
  let scheduled = false;

  function announce() {
    scheduled = false;
    const parts = [part(appeared, 'appeared'), part(departed, 'left')].filter(Boolean);
    if (parts.length) {
      region.textContent = `${parts.join(', ')}.`;
    }
    appeared = [];
    departed = [];
  }

  store.onChange((change) => {
    if (!change.first) {
      appeared.push(...change.appeared);
      departed.push(...change.departed);
    }
    if (!scheduled && appeared.length + departed.length) {
      scheduled = true;
      setTimeout(announce, PAUSE);
    }
  });
}

function part(machines, key) {
  return machines.length === 0 ? '' : t(key, machines.length === 1 ? machines[0].title : t('countMachines', machines.length));
}
