// SPDX-License-Identifier: Apache-2.0
// Short messages about actions, one at a time, with an optional button such as undo. They lie over no form.
import { reasonOf } from '../hub/api.js';
import { t } from '../model/language.js';
import { h } from './dom.js';

const STAY = 8000;

const region = document.getElementById('toasts');
let end = () => {};

/** Shows a message (a text or elements) in place of the last one; longer if it has a button. Returns a function that ends it. */
export function toast(content, { bad = false, action, onAction } = {}) {
  end();
  const box = h('div', { class: bad ? 'toast bad' : 'toast' }, h('span', {}, content));
  const gone = () => box.remove();
  if (action) {
    box.append(h('button', { type: 'button', class: 'quiet', onclick: () => { gone(); onAction(); } }, action));
  }
  region.append(box);
  place();
  setTimeout(gone, action ? 2 * STAY : STAY);
  end = gone;
  return gone;
}

/** Does a deed (a key of the texts notDone); returns whether that worked, and otherwise tells what was not done and why. */
export async function perform(deed, what) {
  try {
    await what();
    return true;
  } catch (problem) {
    toast(`${t('notDone', deed)}: ${reasonOf(problem)}`, { bad: true });
    return false;
  }
}

/** Moves the message to the top while a form lies at the bottom. */
function place() {
  if (region.firstChild) {
    region.classList.remove('high');
    const box = region.getBoundingClientRect();
    region.classList.toggle('high', [...document.querySelectorAll('main form')].some((form) => overlap(form.getBoundingClientRect(), box)));
  }
}

function overlap(one, other) {
  return one.width > 0 && one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}

addEventListener('scroll', place, { passive: true });
addEventListener('resize', place);
// Not under the pointer that presses its button.
addEventListener('focusin', (event) => region.contains(event.target) || place());
new ResizeObserver(place).observe(document.getElementById('content'));
