// SPDX-License-Identifier: Apache-2.0
// Short messages about actions, with an optional button such as undo.
import { h } from './dom.js';

const STAY = 8000;

/** Shows a message; longer if it has a button. */
export function toast(text, { bad = false, action, onAction } = {}) {
  const box = h('div', { class: bad ? 'toast bad' : 'toast' }, h('span', {}, text));
  const gone = () => box.remove();
  if (action) {
    box.append(h('button', { type: 'button', class: 'quiet', onclick: () => { gone(); onAction(); } }, action));
  }
  document.getElementById('toasts').append(box);
  setTimeout(gone, action ? 2 * STAY : STAY);
}

/** Runs an action, and shows its error. */
export async function attempt(what, then = () => {}) {
  try {
    then(await what());
  } catch (problem) {
    toast(problem.message, { bad: true });
  }
}
