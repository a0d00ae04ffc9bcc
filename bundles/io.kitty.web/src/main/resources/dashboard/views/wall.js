// SPDX-License-Identifier: Apache-2.0
// Big tiles for a screen on a wall: printers first, readable from a distance, dark by night.
import { SHOWN, SORTS } from '../model/filter.js';
import { t } from '../model/language.js';
import { machineHash } from '../model/route.js';
import { span, statusWord } from '../model/words.js';
import { timeOfDay } from '../parts/clock.js';
import { h, keyed, setText } from '../parts/dom.js';
import { work } from './work.js';

const MAX_TILES = 60;
const NIGHT = { from: 20, to: 7 };
const PAUSE = 300;
const MINUTE = 60_000;

export function wall(store) {
  const time = h('p', { class: 'walltime', 'aria-hidden': 'true' });
  const doing = work(null);
  const tiles = h('ul', { class: 'tiles' });
  const element = h('div', { class: 'wall' }, h('div', { class: 'wallhead' }, doing.element, h('a', { href: '#/machines', class: 'quietlink' }, t('leaveWall')), time), tiles);
  let timer = 0;
  let clock = 0;
  let theme = null;

  function update() {
    timer = 0;
    const all = [...store.machines.values()].filter(SHOWN.here);
    const telling = all.filter((machine) => machine.work);
    const shown = (telling.length ? telling : all).sort(byUrgency).slice(0, MAX_TILES);
    doing.update(all, new Set());
    keyed(tiles, shown, (machine) => machine.id, tile);
  }

  function tick() {
    setText(time, timeOfDay(Date.now() / 1000));
    const hour = new Date().getHours();
    document.documentElement.dataset.theme = hour >= NIGHT.from || hour < NIGHT.to ? 'dark' : theme;
  }

  store.onChange(() => {
    if (element.isConnected) {
      timer ||= setTimeout(update, PAUSE);
    }
  });

  return {
    element,
    title: () => t('wall'),
    show() {
      theme ??= document.documentElement.dataset.theme;
      document.body.classList.add('bare');
      update();
      tick();
      clearInterval(clock);
      clock = setInterval(tick, MINUTE);
    },
    hide() {
      clearInterval(clock);
      document.body.classList.remove('bare');
      document.documentElement.dataset.theme = theme;
      theme = null;
    },
  };
}

const URGENCY = { attention: 0, busy: 1, idle: 2, '': 3 };

/** What needs attention comes first, then what is free soonest. */
function byUrgency(a, b) {
  return URGENCY[a.work] - URGENCY[b.work]
    || (a.work === 'busy' ? (a.job?.remaining ?? Infinity) - (b.job?.remaining ?? Infinity) || 0 : 0)
    || SORTS.kind(a, b);
}

function tile() {
  const name = h('a', { class: 'tilename' });
  const status = h('p', { class: 'tilestatus' });
  const bar = h('progress', { max: '1', 'aria-hidden': 'true' });
  const more = h('p', { class: 'tilemore' });
  const element = h('li', {}, name, status, bar, more);
  return {
    element,
    update(machine) {
      element.dataset.tone = machine.tone;
      name.href = machineHash(machine.id);
      setText(name, machine.title);
      const percent = machine.progress === null ? '' : ` ${Math.floor(100 * machine.progress)} %`;
      setText(status, statusWord(machine.status) + percent);
      bar.hidden = machine.progress === null;
      bar.value = machine.progress ?? 0;
      const { error } = machine.json;
      const left = machine.job?.remaining === undefined || machine.work === 'idle' ? '' : t('stillFor', span(machine.job.remaining));
      setText(more, [error?.text || error?.code, left, machine.job?.name].filter(Boolean).join(' · '));
    },
  };
}
