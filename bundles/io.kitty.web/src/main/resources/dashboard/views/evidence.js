// SPDX-License-Identifier: Apache-2.0
// The card with the evidence of each protocol: address, times, attributes.
import { request, path } from '../hub/api.js';
import { supports } from '../hub/capabilities.js';
import { count } from '../model/words.js';
import { moment, setMoment } from '../parts/clock.js';
import { h, keyed, setText } from '../parts/dom.js';
import { attempt } from '../parts/toast.js';
import { pairList } from './services.js';
import { overridden } from './overrides.js';

export function evidence(store) {
  const list = h('ul', { class: 'evidence' });
  const none = h('p', { class: 'faint' }, 'No protocol sees it now.');
  let machine = null;

  function item({ source, key }) {
    const address = h('span', { class: 'address' });
    const seen = moment();
    const expires = moment('until');
    const split = h('button', { type: 'button', class: 'quiet', hidden: true, onclick: () => attempt(splitOff), 'aria-label': `Split off what ${source} saw as ${key}` }, 'Split off');
    const summary = h('summary', {});
    const details = h('details', {}, summary);
    let shown = '';

    async function splitOff() {
      await request('POST', `${path('devices', machine.id)}/split`, { body: { sighting: { source, key } } });
      await overridden(`What ${source} saw is now a machine of its own.`, store, machine.id);
    }

    return {
      element: h('li', {},
        h('div', { class: 'sighting' }, h('span', { class: 'source' }, source), h('span', { class: 'key' }, key), split),
        h('p', { class: 'faint' }, address, ' · seen ', seen, ' · ', expires),
        details),
      update(sighting) {
        setText(address, [sighting.address, sighting.interface].filter(Boolean).join(' at '));
        setMoment(seen, sighting.last_seen);
        setMoment(expires, sighting.expires);
        split.hidden = !supports('post', '/devices/{id}/split') || machine.json.sightings.length < 2;
        const pairs = Object.entries(sighting.attributes ?? {});
        const now = JSON.stringify(pairs);
        if (now !== shown) {
          shown = now;
          details.hidden = pairs.length === 0;
          setText(summary, `What it said (${count(pairs.length, 'value', 'values')})`);
          details.replaceChildren(summary, pairList(pairs));
        }
      },
    };
  }

  return {
    element: h('section', { class: 'card', 'aria-labelledby': 'evidence' }, h('h2', { id: 'evidence' }, 'Evidence'), list, none),
    update(now) {
      machine = now;
      none.hidden = now.json.sightings.length > 0;
      keyed(list, now.json.sightings, ({ source, key }) => `${source}\n${key}`, item);
    },
  };
}
