// SPDX-License-Identifier: Apache-2.0
// A message to people in the list, with what became of it and why.
import { t } from '../model/language.js';
import { machineHash } from '../model/route.js';
import { moment, setMoment } from '../parts/clock.js';
import { h, setText } from '../parts/dom.js';

const TONES = { sent: 'ok', waiting: 'busy', held: 'warn', dropped: 'off', failed: 'bad' };

export function notificationMessage({ title, text, rule, target, devices }, store) {
  const pill = h('span', { class: 'pill' });
  const reason = h('p', { class: 'reason' });
  const when = moment();
  const way = [rule ? t('byRule', rule) : t('testMessage'), target ? t('toTarget', target) : ''].filter(Boolean).join(' ');
  const links = devices.map((id) => ({ id, link: h('a', { href: machineHash(id) }) }));
  return {
    element: h('li', {},
      h('div', { class: 'cardhead' }, pill, h('b', {}, title), h('span', { class: 'seen' }, when)),
      text ? h('p', {}, text) : null, reason,
      h('p', { class: 'faint' }, way, links.flatMap(({ link }) => [' · ', link]))),
    update({ at, outcome, reason: why }) {
      pill.dataset.tone = TONES[outcome] ?? 'plain';
      setText(pill, t('outcomes', outcome));
      setText(reason, why);
      setMoment(when, at);
      links.forEach(({ id, link }) => setText(link, store.machines.get(id)?.title ?? id));
    },
  };
}
