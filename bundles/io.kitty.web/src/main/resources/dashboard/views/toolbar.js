// SPDX-License-Identifier: Apache-2.0
// The filter of the list: search, groups, facets, and how the list is shown.
import { SECTIONS, SORTS } from '../model/filter.js';
import { GROUPS } from '../model/groups.js';
import { t } from '../model/language.js';
import { keep, setting } from '../model/settings.js';
import { kindOf, statusWord } from '../model/words.js';
import { facet, menu } from '../parts/facet.js';
import { h, icon, setText } from '../parts/dom.js';

const TYPING_PAUSE = 120;
const DENSITIES = ['normal', 'dense'];

/**
 * Makes a toolbar, which changes the filter through a function.
 *
 * @param entries the further entries of the menu
 * @param onDensity called after the height of the rows changed
 */
export function toolbar(change, selection, entries, onDensity) {
  let timer = 0;
  const search = h('input', {
    type: 'search', id: 'search', placeholder: t('searchHint'), autocomplete: 'off', spellcheck: 'false',
    'aria-label': t('search'), 'aria-keyshortcuts': '/',
    oninput: () => {
      clearTimeout(timer);
      timer = setTimeout(() => change((filter) => { filter.text = search.value.trim(); }), TYPING_PAUSE);
    },
  });
  const groups = Object.entries(GROUPS).map(([group, sign]) => groupButton(group, sign));
  const same = (value) => value;
  const facets = {
    type: facet(t('service'), same, pick('type')),
    status: facet(t('status'), statusWord, pick('status')),
    source: facet(t('seenBy'), same, pick('source')),
    kind: facet(t('kind'), (kind) => kindOf(kind).label, pick('kind')),
    room: facet(t('room'), same, pick('room')),
    tag: facet(t('tags'), (tag) => `#${tag}`, pick('tag')),
  };
  const show = select('show', ['here', 'gone', 'ignored', 'all'], 'shown', (value) => change((filter) => { filter.show = value; }));
  const sort = select('sort', Object.keys(SORTS), 'sorts', (value) => change((filter) => Object.assign(filter, { sort: value, down: false })));
  const by = select('sections', Object.keys(SECTIONS), 'sectionNames', (value) => change((filter) => { filter.by = value; }));
  const dense = h('input', { type: 'checkbox', onchange: () => density(dense.checked ? 'dense' : 'normal') });
  const view = menu(t('view'), [
    labelled(t('sort'), sort.element), labelled(t('sections'), by.element),
    h('label', {}, dense, h('span', {}, t('dense'))),
    h('button', { type: 'button', onclick: () => change((filter) => filter.keepOrder()) }, t('keepOrder')),
    entries,
  ]);
  const several = h('button', { type: 'button', 'aria-pressed': 'false', onclick: () => selection.turn(!selection.on) }, t('selectSeveral'));
  selection.onChange(() => several.setAttribute('aria-pressed', String(selection.on)));

  function density(name) {
    keep('density', name);
    dense.checked = name === 'dense';
    document.body.classList.toggle('dense', dense.checked);
    onDensity();
  }

  function pick(name) {
    return (value, on) => change((filter) => filter.picked[name][on ? 'add' : 'delete'](value));
  }

  function groupButton(group, sign) {
    const number = h('span', { class: 'number' });
    const element = h('button', {
      type: 'button', class: 'chip', 'aria-pressed': 'false',
      onclick: () => pick('group')(group, element.getAttribute('aria-pressed') !== 'true'),
    }, icon(sign), h('span', {}, t('groups', group)), number);
    return {
      element,
      update(counts, picked) {
        element.hidden = !counts.get(group) && !picked.has(group);
        setText(number, String(counts.get(group) ?? 0));
        element.setAttribute('aria-pressed', String(picked.has(group)));
      },
    };
  }

  document.addEventListener('keydown', (event) => {
    const typing = event.target.closest('input, textarea, select, dialog');
    if (event.key === '/' && !typing && search.isConnected && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      search.focus();
      search.select();
    }
  });

  return {
    search,
    element: h('div', { class: 'toolbar', role: 'search', 'aria-label': t('filterMachines') },
      h('div', { class: 'line' },
        h('span', { class: 'searchbox' }, icon('search'), search),
        Object.values(facets).map((each) => each.element), show.element, view, several),
      h('div', { class: 'kinds', role: 'group', 'aria-label': t('groupsLabel') }, groups.map((each) => each.element))),
    /** Applies the density that was set before. */
    begin: () => density(setting('density', DENSITIES)),
    update(filter, counts) {
      if (document.activeElement !== search) {
        search.value = filter.text;
      }
      show.set(filter.show);
      sort.set(filter.sort);
      by.set(filter.by);
      for (const [name, each] of Object.entries(facets)) {
        each.update(counts[name], filter.picked[name]);
        each.element.hidden = counts[name].size + filter.picked[name].size === 0;
      }
      groups.forEach((each) => each.update(counts.group, filter.picked.group));
    },
  };
}

function labelled(label, element) {
  return h('label', { class: 'choice' }, h('span', {}, label), element);
}

function select(name, values, words, onPick) {
  const box = h('select', { 'aria-label': t(name), onchange: () => onPick(box.value) },
    values.map((value) => h('option', { value }, t(words, value))));
  return {
    element: h('span', { class: `select ${name}` }, box),
    set(value) { box.value = value; },
  };
}
