// SPDX-License-Identifier: Apache-2.0
// The card of a rule that decides which messages are sent.
import { t } from '../model/language.js';
import { conditionOf } from '../model/words.js';
import { moment, setMoment } from '../parts/clock.js';
import { h, keyed, setText } from '../parts/dom.js';

export function notificationRule({ name }) {
  const pill = h('span', { class: 'pill' });
  const what = h('p', {});
  const problem = h('p', { class: 'wrong' });
  const settings = h('dl', { class: 'pairs' });
  const last = moment();
  const sent = h('span', {});
  const figures = h('p', { class: 'faint' }, sent, last);
  const held = h('p', { class: 'faint' });

  return {
    element: h('section', { class: 'card notification', 'aria-label': name },
      h('div', { class: 'cardhead' }, h('h3', {}, name), pill), what, problem, settings, figures, held),
    update(rule) {
      const [tone, word] = conditionOf(rule);
      pill.dataset.tone = tone;
      setText(pill, t('conditions', word));
      const triggers = rule.on.map((trigger) => t('triggers', trigger)).join(', ');
      setText(what, t('tellsOf', triggers, rule.to.join(', ')));
      setText(problem, rule.problem);
      const pairs = Object.entries(rule.settings);
      settings.hidden = pairs.length === 0;
      keyed(settings, pairs, ([key]) => key, pair);
      setText(sent, rule.messages === 0 ? t('sentNone') : t('sentSince', rule.messages));
      last.hidden = rule.last_message === null;
      last.hidden || setMoment(last, rule.last_message);
      held.hidden = rule.held === 0;
      setText(held, t('holdsBack', rule.held));
    },
  };
}

function pair([key]) {
  const value = h('dd', {});
  return { element: h('div', {}, h('dt', {}, key), value), update: ([, text]) => setText(value, text) };
}
