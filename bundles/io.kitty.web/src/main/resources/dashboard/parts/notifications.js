// SPDX-License-Identifier: Apache-2.0
// Tells a screen reader what came and went, in one sentence and not too often.
import { count } from '../model/words.js';

const PAUSE = 10_000;

export function news(house) {
  const region = document.getElementById('news');
  let came = [];
  let left = [];
  let waiting = false;

  function tell() {
    waiting = false;
    const parts = [part(came, 'appeared'), part(left, 'left')].filter(Boolean);
    if (parts.length) {
      region.textContent = `${parts.join(', ')}.`;
    }
    came = [];
    left = [];
  }

  house.onChange((change) => {
    if (!change.first) {
      came.push(...change.came);
      left.push(...change.left);
    }
    if (!waiting && came.length + left.length) {
      waiting = true;
      setTimeout(tell, PAUSE);
    }
  });
}

function part(machines, verb) {
  return machines.length === 0 ? ''
    : machines.length === 1 ? `${machines[0].title} ${verb}`
    : `${count(machines.length, 'machine', 'machines')} ${verb}`;
}
