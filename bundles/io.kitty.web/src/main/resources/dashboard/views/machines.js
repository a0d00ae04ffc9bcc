// SPDX-License-Identifier: Apache-2.0
// The list of machines: what the printers do, toolbar, rows, and hints without machines.
import { Filter, sectioned } from '../model/filter.js';
import { t } from '../model/language.js';
import { Selection } from '../model/selection.js';
import { h, setText } from '../parts/dom.js';
import { windowed } from '../parts/window.js';
import { arrows } from './arrows.js';
import { bulk } from './bulk.js';
import { columnHeaders } from './columnHeaders.js';
import { elsewhere } from './elsewhere.js';
import { emptyState, noMatch } from './emptyState.js';
import { exchange } from './exchange.js';
import { rowsOf } from './row.js';
import { summaryOf } from './summary.js';
import { toolbar } from './toolbar.js';
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
  let listed = [];

  const selection = new Selection();
  const title = h('h1', { tabindex: '-1' }, t('machines'));
  const summary = h('p', { class: 'summary' });
  const doing = work(change);
  const bar = toolbar(change, selection, exchange(store), () => list.refresh());
  const heads = columnHeaders(change);
  const rows = h('div', { class: 'rows', role: 'rowgroup' });
  const table = h('div', { class: 'machines', role: 'table', 'aria-label': t('machines'), 'aria-describedby': 'arrows' }, heads.element, rows);
  const help = h('p', { class: 'unseen', id: 'arrows' }, t('arrowHelp'));
  const hints = h('div', { class: 'hints' });
  const others = elsewhere(change);
  const many = bulk(store, selection, () => listed.map((machine) => machine.id));
  const element = h('div', { class: 'view' }, h('div', { class: 'headline' }, title, summary), doing.element, bar.element, help, table, hints,
    others.element, many.element);
  const list = windowed(rows, rowsOf(selection));
  arrows(rows, list, bar.search);

  /** Applies a change of the filter, and replaces the URL without a history entry. */
  function change(alter) {
    alter(filter);
    history.replaceState(null, '', filter.toHash());
    begin();
  }

  function begin() {
    if (filter.narrow) {
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
    listed = result.list;
    setText(summary, summaryOf(listed));
    doing.update(all, filter.picked.work);
    bar.update(filter, result.counts);
    heads.update(filter);
    others.update(filter, result.elsewhere);
    const items = sectioned(listed, filter.by);
    table.setAttribute('aria-rowcount', items.length + 1);
    table.hidden = items.length === 0;
    list.set(items);
    if (items.length > 0 && !marked) {
      marked = true;
      performance.mark('first machines');
    }
    hint(all.length, listed.length);
  }

  function hint(known, fits) {
    const wanted = fits > 0 ? '' : !store.loaded ? 'wait' : filter.narrow ? 'none' : 'empty';
    if (wanted !== last) {
      last = wanted;
      bar.element.hidden = summary.hidden = wanted === 'empty' || wanted === 'wait';
      const make = {
        '': () => [],
        wait: () => [h('p', { class: 'blank' }, t('asking'))],
        none: () => [noMatch(() => change((now) => Object.assign(now, new Filter(), { sort: now.sort, by: now.by, down: now.down })))],
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
    // The first machines do not wait.
    const pause = listed.length === 0 ? 0 : Math.max(0, ordered + BUSY_PAUSE - performance.now());
    timer ||= setTimeout(order, pause);
  });
  selection.onChange(() => {
    selection.retain(store.machines);
    element.classList.toggle('selecting', selection.on);
    list.redraw();
  });

  return {
    element,
    title: () => t('machines'),
    address: () => filter.toHash(),
    show(route, moved) {
      filter = new Filter(route.query);
      bar.begin();
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
      selection.turn(false);
    },
  };
}
