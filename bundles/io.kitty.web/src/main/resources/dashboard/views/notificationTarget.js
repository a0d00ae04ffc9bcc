// SPDX-License-Identifier: Apache-2.0
// The card of a target of messages: what it is, how that went last, and a button for a test message.
import { path, request } from '../hub/api.js';
import { t } from '../model/language.js';
import { conditionOf } from '../model/words.js';
import { moment, setMoment } from '../parts/clock.js';
import { h, setText } from '../parts/dom.js';
import { perform, toast } from '../parts/toast.js';

export function notificationTarget({ name }) {
  let testing = false;
  const pill = h('span', { class: 'pill' });
  const where = h('p', {});
  const problem = h('p', { class: 'wrong' });
  const success = moment();
  const succeeded = h('p', { class: 'faint' }, t('lastAccepted'), ' ', success);
  const failure = moment();
  const error = h('span', {});
  const failed = h('p', { class: 'faint' }, t('lastRefused'), ' ', failure, error);
  const never = h('p', { class: 'faint' }, t('nothingSent'));
  const waiting = h('p', { class: 'faint' });
  const button = h('button', { type: 'button', class: 'deed', onclick: () => perform('testTarget', test), 'aria-label': t('testOf', name) }, t('test'));

  async function test() {
    if (testing) {
      return;
    }
    testing = true;
    setText(button, t('testing'));
    try {
      const { accepted, reason } = await request('POST', `${path('notifications', 'targets', name)}/test`);
      toast(accepted ? t('testAccepted', name) : t('testRefused', name, reason), { bad: !accepted });
    } finally {
      testing = false;
      setText(button, t('test'));
    }
  }

  return {
    element: h('section', { class: 'card notification', 'aria-label': name },
      h('div', { class: 'cardhead' }, h('h3', {}, name), pill, h('span', { class: 'acts' }, button)),
      where, problem, succeeded, failed, never, waiting),
    update(target) {
      const [tone, word] = conditionOf(target);
      pill.dataset.tone = tone;
      setText(pill, t('conditions', word));
      setText(where, target.service ? t('serviceAt', target.service, target.address) : '');
      setText(problem, target.problem);
      succeeded.hidden = target.last_success === null;
      failed.hidden = target.last_failure === null;
      never.hidden = !succeeded.hidden || !failed.hidden;
      succeeded.hidden || setMoment(success, target.last_success);
      failed.hidden || setMoment(failure, target.last_failure);
      setText(error, target.last_error ? `: ${target.last_error}` : '');
      waiting.hidden = target.waiting === 0;
      setText(waiting, t('waitForIt', target.waiting));
    },
  };
}
