// SPDX-License-Identifier: Apache-2.0
// The column headers of the list, which sort it.
import { t } from '../model/language.js';
import { h } from '../parts/dom.js';

const COLUMNS = [
  ['who', t('machine'), 'name'],
  ['state', t('status'), 'status'],
  ['address', t('address'), 'address'],
  ['sources', t('seenBy'), null],
  ['seen', t('lastSeen'), 'seen'],
];

export function columnHeaders(change) {
  const cells = COLUMNS.map(([name, label, sort]) => {
    const button = sort && h('button', { type: 'button', onclick: () => change((filter) => turn(filter, sort)) }, label);
    return { sort, element: h('span', { role: 'columnheader', class: name }, button || label) };
  });
  return {
    element: h('div', { role: 'rowgroup', class: 'heads' },
      h('div', { role: 'row', class: 'row head', 'aria-rowindex': '1' }, cells.map((cell) => cell.element))),
    update(filter) {
      for (const { sort, element } of cells) {
        if (sort) {
          const order = filter.sort !== sort ? 'none' : filter.down ? 'descending' : 'ascending';
          element.setAttribute('aria-sort', order);
        }
      }
    },
  };
}

/** Sorts by a column; the second time in reverse, the third time in the default order. */
function turn(filter, sort) {
  if (filter.sort !== sort) {
    filter.sort = sort;
    filter.down = false;
  } else if (!filter.down) {
    filter.down = true;
  } else {
    filter.sort = 'kind';
    filter.down = false;
  }
}
