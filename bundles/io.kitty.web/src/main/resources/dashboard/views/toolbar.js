// SPDX-License-Identifier: Apache-2.0
// The filter of the list: search, kinds, and facets.
import { kindOf, statusWord, typeWord } from '../model/words.js';
import { mostCommon, facet } from '../parts/facet.js';
import { h, icon, keyed, setText } from '../parts/dom.js';

const TYPING_PAUSE = 120;
const MAX_KINDS = 24;

/** Makes a toolbar, which changes the filter through a function. */
export function toolbar(change) {
  let timer = 0;
  const search = h('input', {
    type: 'search', id: 'search', placeholder: 'Search name, address, serial, #tag', autocomplete: 'off', spellcheck: 'false',
    'aria-label': 'Search', 'aria-keyshortcuts': '/',
    oninput: () => {
      clearTimeout(timer);
      timer = setTimeout(() => change((filter) => { filter.text = search.value.trim(); }), TYPING_PAUSE);
    },
  });
  const kinds = h('div', { class: 'kinds', role: 'group', 'aria-label': 'Kind' });
  const facets = {
    type: facet('Type', typeWord, pick('type')),
    status: facet('Status', statusWord, pick('status')),
    source: facet('Seen by', (source) => source, pick('source')),
    room: facet('Room', (room) => room, pick('room')),
  };
  const show = select('Show', { here: 'Here now', gone: 'Gone', ignored: 'Ignored', all: 'All' }, (value) => change((filter) => { filter.show = value; }));
  const sort = select('Sort', { kind: 'By kind', name: 'By name', status: 'By status', address: 'By address', seen: 'Last seen', new: 'Newest' },
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
    element: h('div', { class: 'toolbar', role: 'search', 'aria-label': 'Filter machines' },
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

function select(label, options, onPick) {
  const box = h('select', { 'aria-label': label, onchange: () => onPick(box.value) },
    Object.entries(options).map(([value, word]) => h('option', { value }, word)));
  return {
    element: h('span', { class: `select ${label.toLowerCase()}` }, box),
    set(value) { box.value = value; },
  };
}
