// SPDX-License-Identifier: Apache-2.0
// The hint that a search would find something among the machines that are gone or ignored.
import { t } from '../model/language.js';
import { h, setText } from '../parts/dom.js';

export function elsewhere(change) {
  const buttons = ['gone', 'ignored'].map((show) => {
    const element = h('button', { type: 'button', class: 'quiet', onclick: () => change((filter) => { filter.show = show; }) });
    return { show, element };
  });
  const element = h('p', { class: 'elsewhere', role: 'status' }, buttons.map((each) => each.element));
  return {
    element,
    update(filter, counts) {
      for (const { show, element: button } of buttons) {
        button.hidden = !filter.narrow || filter.show === 'all' || counts[show] === 0;
        setText(button, t('alsoAmong', show, counts[show]));
      }
      element.hidden = buttons.every((each) => each.element.hidden);
    },
  };
}
