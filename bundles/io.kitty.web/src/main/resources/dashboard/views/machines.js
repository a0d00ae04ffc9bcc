// SPDX-License-Identifier: Apache-2.0
// The list of machines: toolbar, rows, and hints without machines.
import { Filter } from '../model/filter.js';
import { t } from '../model/language.js';
import { h, setText } from '../parts/dom.js';
import { windowed } from '../parts/window.js';
import { emptyState, noMatch } from './emptyState.js';
import { columnHeaders } from './columnHeaders.js';
import { row } from './row.js';
import { toolbar } from './toolbar.js';
import { arrows } from './arrows.js';
import { summaryOf } from './summary.js';
import { work } from './work.js';

/** The minimum time between two sorts of the list. */
const BUSY_PAUSE = 300;

export function machines(store, status) {
  let filter = new Filter();
  let timer = 0;
  let ordered = 0;
  let scrolled = 0;
  let last = null;
  let marked = false;
  let welcome = null;

  const title = h('h1', { tabindex: '-1' }, t('machines'));
  const summary = h('p', { class: 'summary' });
  const doing = work(change);
  const bar = toolbar(change);
  const heads = columnHeaders(change);
  const rows = h('div', { class: 'rows', role: 'rowgroup' });
  const table = h('div', { class: 'machines', role: 'table', 'aria-label': t('machines'), 'aria-describedby': 'arrows' }, heads.element, rows);
  const help = h('p', { class: 'unseen', id: 'arrows' }, t('arrowHelp'));
  const hints = h('div', { class: 'hints' });
  const element = h('div', { class: 'view' }, h('div', { class: 'headline' }, title, summary), doing.element, bar.element, help, table, hints);
  const list = windowed(rows, row);
  arrows(rows, list);

  /** Applies a change of the filter, and replaces the URL without a history entry. */
  function change(alter) {
    alter(filter);
    history.replaceState(null, '', filter.toHash());
    begin();
  }

  function begin() {
    if (filter.show !== 'here') {
      store.loadDeparted().catch(() => {});
    }
    order();
  }

  function order() {
    clearTimeout(timer);
    timer = 0;
    ordered = performance.now();
    const all = [...store.machines.values()];
    const result = filter.apply(all);
    setText(summary, summaryOf(result.list));
    doing.update(all, filter.picked.work);
    bar.update(filter, result.counts);
    heads.update(filter);
    table.setAttribute('aria-rowcount', result.list.length + 1);
    table.hidden = result.list.length === 0;
    list.set(result.list);
    if (result.list.length > 0 && !marked) {
      marked = true;
      performance.mark('first machines');
    }
    hint(all.length, result.list.length);
  }

  function hint(known, fits) {
    const wanted = fits > 0 ? '' : !store.loaded ? 'wait' : filter.narrow ? 'none' : 'empty';
    if (wanted !== last) {
      last = wanted;
      bar.element.hidden = summary.hidden = wanted === 'empty' || wanted === 'wait';
      const make = {
        '': () => [],
        wait: () => [h('p', { class: 'blank' }, t('asking'))],
        none: () => [noMatch(() => change((now) => Object.assign(now, new Filter(), { sort: now.sort, down: now.down })))],
        empty: () => [welcome ??= emptyState(status)],
      };
      hints.replaceChildren(...make[wanted]());
    }
  }

  store.onChange((changes) => {
    if (!element.isConnected) {
      return;
    }
    for (const id of changes.changed) {
      const machine = store.machines.get(id);
      machine && list.update(machine);
    }
    timer ||= setTimeout(order, Math.max(0, ordered + BUSY_PAUSE - performance.now()));
  });

  return {
    element,
    title: () => t('machines'),
    address: () => filter.toHash(),
    show(route, moved) {
      filter = new Filter(route.query);
      begin();
      list.refresh();
      if (moved) {
        scrollTo({ top: scrolled, behavior: 'instant' });
        list.refresh();
        const index = list.find(element.dataset.opened);
        index >= 0 ? list.reveal(index).querySelector('a').focus() : title.focus({ preventScroll: true });
      }
    },
    hide() {
      scrolled = scrollY;
      element.dataset.opened = document.activeElement?.closest?.('.row')?.dataset.id ?? '';
    },
  };
}
