// SPDX-License-Identifier: Apache-2.0
// The last day of a machine: a strip that shows when it was there, and what happened.
import { ask, path } from '../hub/api.js';
import { offers } from '../hub/offers.js';
import { span } from '../model/words.js';
import { ago, timeOfDay } from '../parts/clock.js';
import { h } from '../parts/dom.js';

const HOURS = [24, 18, 12, 6, 0];
const WORDS = { appeared: 'Appeared', changed: 'Changed', departed: 'Left' };
const PAUSE = 1000;
const REFRESH = 60_000;

export function history() {
  const bar = h('div', { class: 'strip', role: 'img' });
  const hours = h('p', { class: 'hours', 'aria-hidden': 'true' }, HOURS.map((hour) => h('span', {}, hour ? `−${hour} h` : 'now')));
  const list = h('ol', { class: 'timeline' });
  const element = h('section', { class: 'card wide', 'aria-labelledby': 'history', hidden: true },
    h('h2', { id: 'history' }, 'The last 24 hours'), bar, hours, list);
  let id = '';
  let timer = 0;
  let asked = 0;
  let shown = '';

  async function load() {
    asked = Date.now();
    timer = 0;
    try {
      show(await ask('GET', `${path('devices', id)}/history`));
      element.hidden = false;
    } catch {
      element.hidden = true;
    }
  }

  function show({ from, to, presence, events }) {
    const length = to - from;
    const there = presence.reduce((sum, [start, end]) => sum + Math.min(end, to) - Math.max(start, from), 0);
    bar.setAttribute('aria-label', `Present for ${span(there)} of the last ${span(length)}: ${presence.map(([a, b]) => `${timeOfDay(a)} to ${timeOfDay(b)}`).join(', ') || 'never'}`);
    bar.replaceChildren(...presence.map(([start, end]) => {
      const part = h('span', { title: `${timeOfDay(start)} – ${timeOfDay(end)}` });
      part.style.left = `${100 * Math.max(0, (start - from) / length)}%`;
      part.style.right = `${100 * Math.max(0, (to - end) / length)}%`;
      return part;
    }));
    const newest = [...events].sort((a, b) => b.time - a.time);
    list.replaceChildren(...(newest.length ? newest.map(event) : [h('li', { class: 'faint' }, 'Nothing happened.')]));
  }

  return {
    element,
    update(machine) {
      id = machine.id;
      if (offers('get', '/devices/{id}/history') && !timer) {
        const stale = Date.now() - asked > REFRESH;
        const now = JSON.stringify([machine.status, machine.address, machine.title, machine.sources]);
        const same = now === shown;
        shown = now;
        if (stale || !same) {
          timer = setTimeout(load, asked ? PAUSE : 0);
        }
      }
    },
  };
}

function event({ time, event: word, text }) {
  return h('li', { 'data-event': word }, h('span', { class: 'when' }, timeOfDay(time)), h('span', { class: 'mark' }),
    h('span', {}, h('b', {}, WORDS[word] ?? word), text && `: ${text.replace('->', '→')}`), ago(time));
}
