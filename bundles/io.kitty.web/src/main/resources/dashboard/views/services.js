// SPDX-License-Identifier: Apache-2.0
// The card with the machine's services; only web pages become links.
import { serviceLink } from '../model/address.js';
import { t } from '../model/language.js';
import { typeWord } from '../model/words.js';
import { h, icon } from '../parts/dom.js';

export function services() {
  const list = h('ul', { class: 'services' });
  let shown = '';

  function item(service, address) {
    const link = serviceLink(service, address);
    const label = [h('b', {}, typeWord(service.type)), service.port > 0 && h('span', { class: 'port' }, `:${service.port}`)];
    const pairs = Object.entries(service.txt ?? {});
    return h('li', {},
      h('div', { class: 'service' },
        link ? h('a', { href: link, target: '_blank', rel: 'noreferrer noopener' }, label, icon('out')) : h('span', {}, label),
        h('span', { class: 'faint' }, service.name)),
      pairs.length > 0 && h('details', {}, h('summary', {}, t('countProperties', pairs.length)), pairList(pairs)));
  }

  return {
    element: h('section', { class: 'card', 'aria-labelledby': 'services' }, h('h2', { id: 'services' }, t('services')), list),
    update({ json, address }) {
      const key = JSON.stringify([json.services, address]);
      if (key !== shown) {
        shown = key;
        list.replaceChildren(...(json.services.length
          ? json.services.map((service) => item(service, address))
          : [h('li', { class: 'faint' }, t('noServices'))]));
      }
    },
  };
}

/** A list of names and values as they were received. */
export function pairList(pairs) {
  return h('dl', { class: 'pairs' }, pairs.map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, String(value)))));
}
