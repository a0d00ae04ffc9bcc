// SPDX-License-Identifier: Apache-2.0
// Splits a machine in two: what can be split off, each with a preview of what becomes of it.
import { path, request } from '../hub/api.js';
import { supports } from '../hub/capabilities.js';
import { split } from '../hub/corrections.js';
import { t } from '../model/language.js';
import { h, keyed } from '../parts/dom.js';
import { perform } from '../parts/toast.js';

export function splitting(store) {
  let machine = null;
  const list = h('ul', { class: 'splits' });
  const element = h('div', { hidden: true }, h('h3', {}, t('twoAsOne')), list);

  function option({ identifier, sighting, outcome: [stays, ...others] }) {
    const words = identifier ?? t('sightingOf', sighting.source, sighting.key);
    const button = h('button', {
      type: 'button', class: 'deed', 'aria-label': t('splitOffLabel', words),
      onclick: () => perform('split', () => split(store, machine.id, { identifier, sighting })),
    }, t('splitOff'));
    return {
      element: h('li', {}, h('details', {}, h('summary', {}, identifier ? h('code', {}, identifier) : words),
        h('dl', { class: 'pairs' }, part(t('staysThis'), stays), others.map((each) => part(t('becomesOther'), each)))), button),
    };
  }

  async function load(id) {
    const found = supports('get', '/devices/{id}/splits') ? await request('GET', `${path('devices', id)}/splits`).catch(() => []) : [];
    if (id === machine?.id) {
      element.hidden = found.length === 0;
      keyed(list, found, (each) => JSON.stringify(each), option);
    }
  }

  return {
    element,
    load,
    update(now) {
      if (machine?.id !== now.id) {
        element.hidden = true;
      }
      machine = now;
    },
  };
}

function part(label, { id, name, addresses, identifiers, sources }) {
  const lines = [name, ...new Set([id, ...identifiers]), ...addresses, t('seenBySources', sources.join(', '))];
  return h('div', {}, h('dt', {}, label), h('dd', {}, lines.filter(Boolean).map((line) => h('div', {}, line))));
}
