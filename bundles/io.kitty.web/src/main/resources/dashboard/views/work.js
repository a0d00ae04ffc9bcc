// SPDX-License-Identifier: Apache-2.0
// The sentence about the printers; each of its parts is a filter.
import { t } from '../model/language.js';
import { tally, WORK } from '../model/work.js';
import { span } from '../model/words.js';
import { h, setText } from '../parts/dom.js';

/** Makes the sentence. A press on a part changes the filter through a function; without one, it is text only. */
export function work(change) {
  const parts = Object.keys(WORK).map((group) => {
    const element = change === null ? h('span', {}) : h('button', {
      type: 'button', class: 'quiet', 'aria-pressed': 'false',
      onclick: () => change(({ picked }) => picked.work[picked.work.has(group) ? 'delete' : 'add'](group)),
    });
    return { group, element };
  });
  const element = h('p', { class: 'work', role: 'group', 'aria-label': t('printersDo') }, parts.map((part) => part.element));
  return {
    element,
    update(machines, picked) {
      const { counts, next } = tally(machines);
      let shown = 0;
      for (const { group, element: button } of parts) {
        const number = counts[group];
        const free = group === 'busy' && next !== null ? ` (${t('nextFree', span(next))})` : '';
        setText(button, t('work', group, number) + free);
        change && button.setAttribute('aria-pressed', String(picked.has(group)));
        button.hidden = number === 0 && !picked.has(group);
        shown += button.hidden ? 0 : 1;
      }
      element.hidden = shown === 0;
    },
  };
}
