// SPDX-License-Identifier: Apache-2.0
// Short messages about what was just done, with a way to undo it where there is one.
import { h } from './dom.js';

const STAY = 8000;

/** Says something; stays longer where there is something to press. */
export function toast(text, { bad = false, action, onAction } = {}) {
  const box = h('div', { class: bad ? 'toast bad' : 'toast' }, h('span', {}, text));
  const gone = () => box.remove();
  if (action) {
    box.append(h('button', { type: 'button', class: 'quiet', onclick: () => { gone(); onAction(); } }, action));
  }
  document.getElementById('toasts').append(box);
  setTimeout(gone, action ? 2 * STAY : STAY);
}

/** Does something, and says so where it fails. */
export async function attempt(what, then = () => {}) {
  try {
    then(await what());
  } catch (problem) {
    toast(problem.message, { bad: true });
  }
}
