// SPDX-License-Identifier: Apache-2.0
// The card with the history of a machine over a day, week or month: a strip with its presence and when the hub was off,
// and its events.
import { request, path } from '../hub/api.js';
import { supports } from '../hub/capabilities.js';
import { has, t } from '../model/language.js';
import { plainName, span, statusWord } from '../model/words.js';
import { ago, dayAndTime, timeOfDay } from '../parts/clock.js';
import { h } from '../parts/dom.js';

const PERIODS = [
  { days: 1, unit: 'h', marks: [24, 18, 12, 6, 0] },
  { days: 7, unit: 'd', marks: [7, 6, 5, 4, 3, 2, 1, 0] },
  { days: 30, unit: 'd', marks: [30, 20, 10, 0] },
];
const PAUSE = 1000;
const REFRESH = 60_000;

export function history() {
  const bar = h('div', { class: 'strip', role: 'img' });
  const scale = h('p', { class: 'hours', 'aria-hidden': 'true' });
  const share = h('p', { class: 'share faint' });
  const legend = h('p', { class: 'legend' }, ['there', 'absent', 'off'].map((kind) => h('span', { class: kind }, t('presences', kind))));
  const choice = h('select', { 'aria-label': t('period'), onchange: load }, PERIODS.map(({ days }) => h('option', {}, t('periods', days))));
  const list = h('ol', { class: 'timeline' });
  const element = h('section', { class: 'card wide', 'aria-labelledby': 'history', hidden: true },
    h('h2', { id: 'history' }, t('history')), choice, bar, scale, legend, share, list);
  let id = '';
  let timer = 0;
  let asked = 0;
  let shown = '';

  async function load() {
    asked = Date.now();
    timer = 0;
    const period = PERIODS[choice.selectedIndex];
    const answer = await request('GET', `${path('devices', id)}/history?days=${period.days}`).catch(() => null);
    // The answer for a period that is no longer chosen may come last.
    if (period !== PERIODS[choice.selectedIndex]) {
      return;
    }
    element.hidden = !answer;
    if (answer) {
      show(answer, period);
    }
  }

  function show({ from, to, since = from, uptime_percent: percent, presence, hub_off: off, events }, { days, unit, marks }) {
    const time = days > 1 ? dayAndTime : timeOfDay;
    const length = 86_400 * days;
    const there = presence.reduce((sum, [start, end]) => sum + end - start, 0);
    const words = (spans) => spans.map(([a, b]) => t('fromTo', time(a), time(b))).join(', ');
    bar.setAttribute('aria-label', t('presentFor', span(there), span(to - from), words(presence) || t('never'))
      + (off.length ? t('hubOffSpans', words(off)) : ''));
    const unknown = since > to - length + 1 ? [piece('unknown', [to - length, since])] : [];
    bar.replaceChildren(...presence.map((part) => piece('', part)), ...off.map((part) => piece('off', part)), ...unknown);
    scale.replaceChildren(...marks.map((mark) => h('span', {}, mark ? t('marks', unit, mark) : t('now'))));
    share.textContent = percent === null ? t('alwaysOff') : t('uptime', Math.round(10 * percent) / 10, off.length > 0);
    const newest = [...events].sort((a, b) => b.at - a.at);
    list.replaceChildren(...(newest.length ? newest.map((each) => event(each, time)) : [h('li', { class: 'faint' }, t('nothingHappened'))]));

    function piece(kind, [start, end]) {
      const part = h('span', { class: kind || null, title: `${t('presences', kind || 'there')}: ${time(start)} – ${time(end)}` });
      part.style.left = `${100 * Math.max(0, (start - to + length) / length)}%`;
      part.style.right = `${100 * Math.max(0, (to - end) / length)}%`;
      return part;
    }
  }

  return {
    element,
    update(machine) {
      id = machine.id;
      if (supports('get', '/devices/{id}/history') && !timer) {
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

function event(each, time) {
  return h('li', { 'data-event': each.event }, h('span', { class: 'when' }, time(each.at)), h('span', { class: 'mark' }),
    h('span', {}, sentence(each)), ago(each.at));
}

/** Returns what happened in sentences. */
function sentence({ event: word, changes = [], reason, text }) {
  if (changes.length > 0) {
    return changes.map(change).join(' ');
  }
  return word === 'departed' && reason ? t('leftBecause', t('reasons', reason)) : t('events', word) + (word === 'changed' && text ? `: ${text}` : '.');
}

function change({ field, from, to }) {
  const shown = (value) => (field === 'status' && value ? statusWord(value) : value?.replace(/^_([\w-]+)\._(tcp|udp)\b/, '$1'));
  const word = has('facts', field) ? t('facts', field) : has('changedFields', field) ? t('changedFields', field) : plainName(field);
  const kind = !from ? 'added' : !to ? 'removed' : 'changed';
  return has('changes', `${field} ${kind}`) ? t('changes', `${field} ${kind}`, shown(from || to)) : t('changes', kind, word, shown(from), shown(to));
}
