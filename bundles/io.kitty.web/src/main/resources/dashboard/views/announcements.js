// SPDX-License-Identifier: Apache-2.0
// The view of announced services, with the counters of the listener and the publishers.
import { request } from '../hub/api.js';
import { supports } from '../hub/capabilities.js';
import { numeral, t } from '../model/language.js';
import { machineHash } from '../model/route.js';
import { plainName, typeWord } from '../model/words.js';
import { moment, setMoment } from '../parts/clock.js';
import { facet } from '../parts/facet.js';
import { h, icon, keyed, setText } from '../parts/dom.js';
import { perform, toast } from '../parts/toast.js';

const PAUSE = 2000;

export function announcements() {
  const picked = new Set();
  let services = [];
  let timer = 0;

  const title = h('h1', { tabindex: '-1' }, t('announcedServices'));
  const types = facet(t('type'), (type) => (type ? typeWord(type) : t('noType')), (type, on) => { picked[on ? 'add' : 'delete'](type); update(); });
  const refresh = h('button', { type: 'button', onclick: () => perform('load', load) }, icon('refresh'), t('refresh'));
  const reset = h('button', { type: 'button', onclick: () => perform('resetFigures', resetStats) }, t('resetFigures'));
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
    toast(t('figuresReset'));
    await load();
  }

  function update() {
    const counts = new Map();
    services.forEach(({ type }) => counts.set(type, (counts.get(type) ?? 0) + 1));
    types.update(counts, picked);
    const fits = services.filter(({ type }) => picked.size === 0 || picked.has(type));
    keyed(list, fits, keyOf, item);
    none.hidden = fits.length > 0;
    setText(none, t(services.length ? 'noServiceOfType' : 'noServiceYet'));
    reset.hidden = !supports('post', '/announcements/metrics/reset');
  }

  return {
    element,
    title: () => t('announcedServices'),
    show(route, moved) {
      perform('load', load);
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
      h('div', { class: 'sighting' }, h('span', { class: 'source' }, type ? typeWord(type) : t('noType')),
        h('a', { href: machineHash(device) }, name || host), h('span', { class: 'seen' }, seen)),
      h('p', { class: 'faint' }, h('span', { class: 'address' }, port > 0 ? `${host}:${port}` : host), t('by', source))),
    update: ({ last_seen: epoch }) => setMoment(seen, epoch),
  };
}

/** The counters of the listener or of a publisher. */
function statsCard({ name }) {
  const list = h('dl', { class: 'counters' });
  return {
    element: h('section', { class: 'card', 'aria-label': t('figuresOf', name ?? t('all')) }, h('h2', {}, name ? plainName(name) : t('packets')), list),
    update(metrics) {
      const numbers = Object.entries(metrics).filter(([, value]) => typeof value === 'number');
      keyed(list, numbers, ([key]) => key, ([key]) => {
        const value = h('dd', {});
        return {
          element: h('div', {}, h('dt', {}, plainName(key)), value),
          update: ([, number]) => setText(value, numeral(number, { maximumFractionDigits: 1 })),
        };
      });
    },
  };
}
