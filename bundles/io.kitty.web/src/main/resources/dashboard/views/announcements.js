// SPDX-License-Identifier: Apache-2.0
// What services say of themselves on the network, and the live figures of the listener and the publishers.
import { ask } from '../hub/api.js';
import { offers } from '../hub/offers.js';
import { machineHash } from '../model/route.js';
import { plainName, typeWord } from '../model/words.js';
import { moment, setMoment } from '../parts/clock.js';
import { facet } from '../parts/facet.js';
import { h, icon, keyed, setText } from '../parts/dom.js';
import { attempt, toast } from '../parts/toast.js';

const PAUSE = 2000;

export function announcements() {
  const picked = new Set();
  let heard = [];
  let timer = 0;

  const title = h('h1', { tabindex: '-1' }, 'Announced services');
  const types = facet('Type', (type) => (type ? typeWord(type) : 'no type'), (type, on) => { picked[on ? 'add' : 'delete'](type); update(); });
  const refresh = h('button', { type: 'button', onclick: () => attempt(load) }, icon('refresh'), 'Refresh');
  const reset = h('button', { type: 'button', onclick: () => attempt(begin) }, 'Reset figures');
  const figures = h('div', { class: 'meters' });
  const list = h('ul', { class: 'announced' });
  const none = h('p', { class: 'blank' });
  const element = h('div', { class: 'view' },
    h('div', { class: 'headline' }, title, h('div', { class: 'acts' }, types.element, refresh, reset)), figures, list, none);

  async function load() {
    clearTimeout(timer);
    try {
      const [all, meters] = await Promise.all([ask('GET', '/announcements'),
        offers('get', '/announcements/metrics') ? ask('GET', '/announcements/metrics') : []]);
      heard = all;
      keyed(figures, [meters].flat(), (each) => each.name ?? '', meter);
      update();
    } finally {
      if (element.isConnected) {
        timer = setTimeout(() => load().catch(() => {}), PAUSE);
      }
    }
  }

  async function begin() {
    await ask('POST', '/announcements/metrics/reset');
    toast('The figures count anew.');
    await load();
  }

  function update() {
    const counts = new Map();
    heard.forEach(({ type }) => counts.set(type, (counts.get(type) ?? 0) + 1));
    types.update(counts, picked);
    const fits = heard.filter(({ type }) => picked.size === 0 || picked.has(type));
    keyed(list, fits, keyOf, item);
    none.hidden = fits.length > 0;
    setText(none, heard.length ? 'No service is of that type.' : 'No service has announced itself yet. The hub listens for multicast, beacon and broadcast announcements.');
    reset.hidden = !offers('post', '/announcements/metrics/reset');
  }

  return {
    element,
    title: () => 'Announced services',
    show(route, moved) {
      attempt(load);
      moved && title.focus();
    },
    hide() { clearTimeout(timer); },
  };
}

function keyOf({ type, name, host, port, source, device }) {
  return JSON.stringify([type, name, host, port, source, device]);
}

/** One service; what stands behind it is a machine with a page of its own. */
function item({ type, name, host, port, source, device }) {
  const seen = moment();
  return {
    element: h('li', { class: 'card' },
      h('div', { class: 'sighting' }, h('span', { class: 'source' }, type ? typeWord(type) : 'no type'),
        h('a', { href: machineHash(device) }, name || host), h('span', { class: 'seen' }, seen)),
      h('p', { class: 'faint' }, h('span', { class: 'address' }, port > 0 ? `${host}:${port}` : host), ` by ${source}`)),
    update: ({ last_seen: epoch }) => setMoment(seen, epoch),
  };
}

/** The figures of the listener or of one publisher. */
function meter({ name }) {
  const list = h('dl', { class: 'counters' });
  return {
    element: h('section', { class: 'card', 'aria-label': `Figures of ${name ?? 'all'}` }, h('h2', {}, plainName(name ?? 'Packets')), list),
    update(metrics) {
      const numbers = Object.entries(metrics).filter(([, value]) => typeof value === 'number');
      keyed(list, numbers, ([key]) => key, ([key]) => {
        const value = h('dd', {});
        return {
          element: h('div', {}, h('dt', {}, plainName(key)), value),
          update: ([, number]) => setText(value, number.toLocaleString('en', { maximumFractionDigits: 1 })),
        };
      });
    },
  };
}
