// SPDX-License-Identifier: Apache-2.0
// The card with what people corrected: merges and splits the machine, and undoes either.
import { request } from '../hub/api.js';
import { supports } from '../hub/capabilities.js';
import { undo } from '../hub/corrections.js';
import { t } from '../model/language.js';
import { ago } from '../parts/clock.js';
import { h, keyed } from '../parts/dom.js';
import { perform } from '../parts/toast.js';
import { merging } from './merge.js';
import { splitting } from './split.js';

export function overrides(store) {
  const parts = [merging(store), splitting(store)];
  const list = h('ul', { class: 'corrections' });
  const made = h('div', { hidden: true }, h('h3', {}, t('corrected')), list);
  const element = h('section', { class: 'card', 'aria-labelledby': 'join' },
    h('h2', { id: 'join' }, t('wronglyJoined')), parts.map((part) => part.element), made);
  let machine = null;
  let shown = '';

  function correction({ id, kind, of, made: at }) {
    return {
      element: h('li', {}, h('span', {}, h('b', {}, t('correction', kind)), ` ${of.join(t('and'))} `, ago(at)),
        h('button', { type: 'button', class: 'quiet deed', onclick: () => perform('undo', () => undo(store, id, machine.id)) }, t('undo'))),
    };
  }

  async function load() {
    parts.forEach((part) => part.load(machine.id));
    const all = supports('get', '/corrections') ? await request('GET', '/corrections').catch(() => []) : [];
    made.hidden = all.length === 0;
    keyed(list, all, (each) => each.id, correction);
  }

  addEventListener('corrected', () => element.isConnected && load());
  return {
    element,
    update(now) {
      machine = now;
      element.hidden = !supports('post', '/devices/{id}/merge');
      parts.forEach((part) => part.update(now));
      const key = JSON.stringify([now.id, now.json.aliases, now.json.sightings.map(({ source, key: name }) => [source, name])]);
      if (!element.hidden && key !== shown) {
        shown = key;
        load();
      }
    },
  };
}
