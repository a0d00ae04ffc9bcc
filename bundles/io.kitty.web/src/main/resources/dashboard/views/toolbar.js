// SPDX-License-Identifier: Apache-2.0
// The filter of the list: search, kinds, and facets.
import { t } from '../model/language.js';
import { kindOf, statusWord, typeWord } from '../model/words.js';
import { mostCommon, facet } from '../parts/facet.js';
import { h, icon, keyed, setText } from '../parts/dom.js';

const TYPING_PAUSE = 120;
const MAX_KINDS = 24;

/** Makes a toolbar, which changes the filter through a function. */
export function toolbar(change) {
  let timer = 0;
  const search = h('input', {
    type: 'search', id: 'search', placeholder: t('searchHint'), autocomplete: 'off', spellcheck: 'false',
    'aria-label': t('search'), 'aria-keyshortcuts': '/',
    oninput: () => {
      clearTimeout(timer);
      timer = setTimeout(() => change((filter) => { filter.text = search.value.trim(); }), TYPING_PAUSE);
    },
  });
  const kinds = h('div', { class: 'kinds', role: 'group', 'aria-label': t('kind') });
  const facets = {
    type: facet(t('service'), typeWord, pick('type')),
    status: facet(t('status'), statusWord, pick('status')),
    source: facet(t('seenBy'), (source) => source, pick('source')),
    room: facet(t('room'), (room) => room, pick('room')),
  };
  const show = select('show', t('shown'), (value) => change((filter) => { filter.show = value; }));
  const sort = select('sort', t('sorts'),
    (value) => change((filter) => Object.assign(filter, { sort: value, down: false })));

  function pick(name) {
    return (value, on) => change((filter) => filter.picked[name][on ? 'add' : 'delete'](value));
  }

  function kindButton(kind) {
    const { label, icon: sign } = kindOf(kind);
    const number = h('span', { class: 'number' });
    const element = h('button', {
      type: 'button', class: 'chip', 'aria-pressed': 'false',
      onclick: () => pick('kind')(kind, element.getAttribute('aria-pressed') !== 'true'),
    }, icon(sign), h('span', {}, label), number);
    return {
      element,
      update({ count, picked }) {
        setText(number, String(count));
        element.setAttribute('aria-pressed', String(picked));
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
    element: h('div', { class: 'toolbar', role: 'search', 'aria-label': t('filterMachines') },
      h('div', { class: 'line' },
        h('span', { class: 'searchbox' }, icon('search'), search),
        Object.values(facets).map((each) => each.element), show.element, sort.element),
      kinds),
    update(filter, counts) {
      if (document.activeElement !== search) {
        search.value = filter.text;
      }
      show.set(filter.show);
      sort.set(filter.sort);
      for (const [name, each] of Object.entries(facets)) {
        each.update(counts[name], filter.picked[name]);
        each.element.hidden = counts[name].size + filter.picked[name].size === 0;
      }
      const all = mostCommon(counts.kind, filter.picked.kind, MAX_KINDS)
        .sort((a, b) => kindOf(a.value).rank - kindOf(b.value).rank || (a.value < b.value ? -1 : 1));
      keyed(kinds, all, (item) => item.value, (item) => kindButton(item.value));
    },
  };
}

function select(name, options, onPick) {
  const box = h('select', { 'aria-label': t(name), onchange: () => onPick(box.value) },
    Object.entries(options).map(([value, word]) => h('option', { value }, word)));
  return {
    element: h('span', { class: `select ${name}` }, box),
    set(value) { box.value = value; },
  };
}
