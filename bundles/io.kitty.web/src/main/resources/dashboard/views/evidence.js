// SPDX-License-Identifier: Apache-2.0
// The card with the evidence of each protocol: address, times, attributes.
import { request, path } from '../hub/api.js';
import { supports } from '../hub/capabilities.js';
import { t } from '../model/language.js';
import { moment, setMoment } from '../parts/clock.js';
import { h, keyed, setText } from '../parts/dom.js';
import { attempt } from '../parts/toast.js';
import { pairList } from './services.js';
import { overridden } from './overrides.js';

export function evidence(store) {
  const list = h('ul', { class: 'evidence' });
  const none = h('p', { class: 'faint' }, t('noEvidence'));
  let machine = null;

  function item({ source, key }) {
    const address = h('span', { class: 'address' });
    const seen = moment();
    const expires = moment('until');
    const split = h('button', { type: 'button', class: 'quiet', hidden: true, onclick: () => attempt(splitOff), 'aria-label': t('splitOffLabel', source, key) }, t('splitOff'));
    const summary = h('summary', {});
    const details = h('details', {}, summary);
    let shown = '';

    async function splitOff() {
      await request('POST', `${path('devices', machine.id)}/split`, { body: { sighting: { source, key } } });
      await overridden(t('sightingSplit', source), store, machine.id);
    }

    return {
      element: h('li', {},
        h('div', { class: 'sighting' }, h('span', { class: 'source' }, source), h('span', { class: 'key' }, key), split),
        h('p', { class: 'faint' }, address, ` · ${t('seen')} `, seen, ' · ', expires),
        details),
      update(sighting) {
        setText(address, sighting.interface ? t('addressAt', sighting.address, sighting.interface) : sighting.address);
        setMoment(seen, sighting.last_seen);
        setMoment(expires, sighting.expires);
        split.hidden = !supports('post', '/devices/{id}/split') || machine.json.sightings.length < 2;
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
      machine = now;
      none.hidden = now.json.sightings.length > 0;
      keyed(list, now.json.sightings, ({ source, key }) => `${source}\n${key}`, item);
    },
  };
}
