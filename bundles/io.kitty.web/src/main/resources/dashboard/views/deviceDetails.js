// SPDX-License-Identifier: Apache-2.0
// The card with the machine's attributes, identifiers and addresses.
import { ago } from '../parts/clock.js';
import { h } from '../parts/dom.js';

export function deviceDetails() {
  const list = h('dl', { class: 'facts' });
  let shown = '';

  function update({ json, kindLabel }) {
    const facts = [
      ['Addresses', json.addresses], ['Host name', json.hostname], ['Kind', kindLabel], ['Maker', json.vendor], ['Model', json.model],
      ['Model code', json.model_code], ['Firmware', json.firmware], ['Serial number', json.serial], ['MAC address', json.mac],
      ['UUID', json.uuid], ['Id', json.id], ['Also found as', json.aliases], ['Named by', json.source],
    ];
    const key = JSON.stringify([facts, json.first_seen, json.departed_at, json.virtual]);
    if (key !== shown) {
      shown = key;
      list.replaceChildren(
        ...facts.filter(([, value]) => value?.length).map(([label, value]) => fact(label, ...[value].flat().map((text) => h('span', {}, text)))),
        fact('First seen', ago(json.first_seen)),
        ...(json.departed_at ? [fact('Left', ago(json.departed_at), h('span', { class: 'faint' }, String(json.departed_reason).toLowerCase()))] : []),
        ...(json.virtual ? [fact('Virtual', 'It exists in software only')] : []));
    }
  }

  return { element: h('section', { class: 'card', 'aria-labelledby': 'about' }, h('h2', { id: 'about' }, 'About'), list), update };
}

function fact(label, ...values) {
  return h('div', {}, h('dt', {}, label), h('dd', {}, values));
}
