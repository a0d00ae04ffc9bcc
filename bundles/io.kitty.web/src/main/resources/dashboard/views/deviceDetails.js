// SPDX-License-Identifier: Apache-2.0
// The card with the machine's attributes, identifiers and addresses.
import { t } from '../model/language.js';
import { ago } from '../parts/clock.js';
import { h } from '../parts/dom.js';

const SHOWN = ['addresses', 'hostname', 'kind', 'vendor', 'model', 'model_code', 'firmware', 'serial', 'mac', 'uuid', 'id', 'aliases', 'source'];

export function deviceDetails() {
  const list = h('dl', { class: 'facts' });
  let shown = '';

  function update({ json, kindLabel }) {
    const facts = SHOWN.map((name) => [t('facts', name), name === 'kind' ? kindLabel : json[name]]);
    const key = JSON.stringify([facts, json.first_seen, json.departed_at, json.virtual]);
    if (key !== shown) {
      shown = key;
      list.replaceChildren(
        ...facts.filter(([, value]) => value?.length).map(([label, value]) => fact(label, ...[value].flat().map((text) => h('span', {}, text)))),
        fact(t('firstSeen'), ago(json.first_seen)),
        ...(json.departed_at ? [fact(t('leftAt'), ago(json.departed_at), h('span', { class: 'faint' }, t('reasons', json.departed_reason)))] : []),
        ...(json.virtual ? [fact(t('virtual'), t('virtualWhy'))] : []));
    }
  }

  return { element: h('section', { class: 'card', 'aria-labelledby': 'about' }, h('h2', { id: 'about' }, t('about')), list), update };
}

function fact(label, ...values) {
  return h('div', {}, h('dt', {}, label), h('dd', {}, values));
}
