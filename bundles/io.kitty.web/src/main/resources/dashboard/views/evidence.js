// SPDX-License-Identifier: Apache-2.0
// The card with the evidence of each protocol: address, times, attributes.
import { t } from '../model/language.js';
import { moment, setMoment } from '../parts/clock.js';
import { h, keyed, setText } from '../parts/dom.js';
import { pairList } from './services.js';

export function evidence() {
  const list = h('ul', { class: 'evidence' });
  const none = h('p', { class: 'faint' }, t('noEvidence'));

  function item({ source, key }) {
    const address = h('span', { class: 'address' });
    const seen = moment();
    const expires = moment('until');
    const summary = h('summary', {});
    const details = h('details', {}, summary);
    let shown = '';

    return {
      element: h('li', {},
        h('div', { class: 'sighting' }, h('span', { class: 'source' }, source), h('span', { class: 'key' }, key)),
        h('p', { class: 'faint' }, address, ` · ${t('seen')} `, seen, ' · ', expires),
        details),
      update(sighting) {
        setText(address, sighting.interface ? t('addressAt', sighting.address, sighting.interface) : sighting.address);
        setMoment(seen, sighting.last_seen);
        setMoment(expires, sighting.expires);
        const pairs = Object.entries(sighting.attributes ?? {});
        const now = JSON.stringify(pairs);
        if (now !== shown) {
          shown = now;
          details.hidden = pairs.length === 0;
          setText(summary, t('whatItSaid', t('countValues', pairs.length)));
          details.replaceChildren(summary, pairList(pairs));
        }
      },
    };
  }

  return {
    element: h('section', { class: 'card', 'aria-labelledby': 'evidence' }, h('h2', { id: 'evidence' }, t('evidence')), list, none),
    update(now) {
      none.hidden = now.json.sightings.length > 0;
      keyed(list, now.json.sightings, ({ source, key }) => `${source}\n${key}`, item);
    },
  };
}
