// SPDX-License-Identifier: Apache-2.0
// The view of the messages that the hub sends to people: the pause, targets, rules, and what became of the last messages.
import { request } from '../hub/api.js';
import { t } from '../model/language.js';
import { dayAndTime } from '../parts/clock.js';
import { h, keyed, setText } from '../parts/dom.js';
import { perform } from '../parts/toast.js';
import { notificationMessage } from './notificationMessage.js';
import { notificationRule } from './notificationRule.js';
import { notificationTarget } from './notificationTarget.js';

const PAUSE = 5000;
const HOUR = 3600;
const DAY = 24 * HOUR;

export function notifications(store) {
  let timer = 0;
  const title = h('h1', { tabindex: '-1' }, t('notifications'));
  const hour = pauseButton(t('pauseHour'), HOUR);
  const day = pauseButton(t('pauseDay'), DAY);
  const until = h('span', {});
  const resume = h('button', { type: 'button', class: 'deed', onclick: () => perform('resume', end) }, t('resume'));
  const paused = h('p', { class: 'paused', role: 'status' }, until, resume);
  const targets = section('targets', 'noTargets', h('div', { class: 'cards' }));
  const rules = section('rules', 'noRules', h('div', { class: 'cards' }));
  const messages = section('messages', 'noMessages', h('ol', { class: 'messages' }));
  const body = h('div', { class: 'view' }, paused, targets.element, rules.element, messages.element);
  const missing = h('div', { class: 'blank', hidden: true }, h('h2', {}, t('noNotifications')), h('p', {}, t('noNotificationsWhy')));
  const element = h('div', { class: 'view' }, h('div', { class: 'headline' }, title, h('div', { class: 'acts' }, hour, day)), body, missing);
  show(null);

  async function load() {
    clearTimeout(timer);
    try {
      show(await request('GET', '/notifications'));
    } catch (problem) {
      if (problem.status !== 404) {
        throw problem;
      }
      body.hidden = hour.hidden = day.hidden = true;
      missing.hidden = false;
    } finally {
      if (element.isConnected) {
        timer = setTimeout(() => load().catch(() => {}), PAUSE);
      }
    }
  }

  /** Shows the hub's answer; null before there is one. */
  function show(all) {
    body.hidden = all === null;
    missing.hidden = true;
    hour.hidden = day.hidden = all === null || all.paused_until !== null;
    paused.hidden = all === null || all.paused_until === null;
    if (all !== null) {
      setText(until, all.paused_until === null ? '' : t('pausedUntil', dayAndTime(all.paused_until)));
      targets.show(all.targets, ({ name }) => name, notificationTarget);
      rules.show(all.rules, ({ name }) => name, notificationRule);
      messages.show(all.recent, ({ id, target }) => `${id} ${target}`, (entry) => notificationMessage(entry, store));
    }
  }

  /** A button that pauses; the button that ends the pause takes its place and the focus. */
  function pauseButton(text, seconds) {
    return h('button', {
      type: 'button', class: 'deed',
      onclick: () => perform('pause', async () => {
        await request('POST', '/notifications/pause', { body: { seconds } });
        await load();
        resume.focus();
      }),
    }, text);
  }

  async function end() {
    await request('DELETE', '/notifications/pause');
    await load();
    hour.focus();
  }

  return {
    element,
    title: () => t('notifications'),
    show(route, moved) {
      perform('load', load);
      moved && title.focus();
    },
    hide() { clearTimeout(timer); },
  };
}

/** A part of the view with a heading (a key of the texts), and a text in place of an empty list. */
function section(name, empty, list) {
  const none = h('p', { class: 'faint' }, t(empty));
  return {
    element: h('section', { class: 'view', 'aria-labelledby': `notification-${name}` }, h('h2', { id: `notification-${name}` }, t(name)), list, none),
    show(items, keyOf, make) {
      keyed(list, items, keyOf, make);
      none.hidden = items.length > 0;
      list.hidden = items.length === 0;
    },
  };
}
