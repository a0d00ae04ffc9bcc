// SPDX-License-Identifier: Apache-2.0
// The view of announced services, with the counters of the listener and the publishers.
import { request } from '../hub/api.js';
import { supports } from '../hub/capabilities.js';
import { machineHash } from '../model/route.js';
import { plainName, typeWord } from '../model/words.js';
import { moment, setMoment } from '../parts/clock.js';
import { facet } from '../parts/facet.js';
import { h, icon, keyed, setText } from '../parts/dom.js';
import { attempt, toast } from '../parts/toast.js';

const PAUSE = 2000;

export function announcements() {
  const picked = new Set();
  let services = [];
  let timer = 0;

  const title = h('h1', { tabindex: '-1' }, 'Announced services');
  const types = facet('Type', (type) => (type ? typeWord(type) : 'no type'), (type, on) => { picked[on ? 'add' : 'delete'](type); update(); });
  const refresh = h('button', { type: 'button', onclick: () => attempt(load) }, icon('refresh'), 'Refresh');
  const reset = h('button', { type: 'button', onclick: () => attempt(resetStats) }, 'Reset figures');
  const figures = h('div', { class: 'meters' });
  const list = h('ul', { class: 'announced' });
  const none = h('p', { class: 'blank' });
  const element = h('div', { class: 'view' },
    h('div', { class: 'headline' }, title, h('div', { class: 'acts' }, types.element, refresh, reset)), figures, list, none);

  async function load() {
    clearTimeout(timer);
    try {
      const [all, stats] = await Promise.all([request('GET', '/announcements'),
        supports('get', '/announcements/metrics') ? request('GET', '/announcements/metrics') : []]);
      services = all;
      keyed(figures, [stats].flat(), (each) => each.name ?? '', statsCard);
      update();
    } finally {
      if (element.isConnected) {
        timer = setTimeout(() => load().catch(() => {}), PAUSE);
      }
    }
  }

  async function resetStats() {
    await request('POST', '/announcements/metrics/reset');
    toast('The figures count anew.');
    await load();
  }

  function update() {
    const counts = new Map();
    services.forEach(({ type }) => counts.set(type, (counts.get(type) ?? 0) + 1));
    types.update(counts, picked);
    const fits = services.filter(({ type }) => picked.size === 0 || picked.has(type));
    keyed(list, fits, keyOf, item);
    none.hidden = fits.length > 0;
    setText(none, services.length ? 'No service is of that type.' : 'No service has announced itself yet. The hub listens for multicast, beacon and broadcast announcements.');
    reset.hidden = !supports('post', '/announcements/metrics/reset');
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

/** A service, with a link to its machine. */
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

/** The counters of the listener or of a publisher. */
function statsCard({ name }) {
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
