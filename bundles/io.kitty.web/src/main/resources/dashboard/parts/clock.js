// SPDX-License-Identifier: Apache-2.0
// Relative times that update themselves.
import { language, t } from '../model/language.js';
import { span } from '../model/words.js';
import { h, setText } from './dom.js';

const exact = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' });
const short = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const day = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short' });

/** Returns an empty element for a time that is set later. */
export function moment(kind = 'ago') {
  return h('time', { class: `moment ${kind}` });
}

/** Sets the time (epoch seconds). */
export function setMoment(element, epoch) {
  if (element.epoch !== epoch) {
    element.epoch = epoch;
    const date = new Date(epoch * 1000);
    element.dateTime = date.toISOString();
    element.title = exact.format(date);
  }
  show(element, Date.now() / 1000);
  return element;
}

export function ago(epoch) {
  return setMoment(moment('ago'), epoch);
}

/** The time of day, with the day if that is not today. */
export function timeOfDay(epoch) {
  const date = new Date(epoch * 1000);
  return date.toDateString() === new Date().toDateString() ? short.format(date) : dayAndTime(epoch);
}

/** The day and the time of day. */
export function dayAndTime(epoch) {
  const date = new Date(epoch * 1000);
  return `${day.format(date)} ${short.format(date)}`;
}

/** Updates all times on the page. */
export function tick() {
  const now = Date.now() / 1000;
  for (const element of document.querySelectorAll('time.moment')) {
    show(element, now);
  }
}

function show(element, now) {
  if (element.epoch === undefined) {
    return;
  }
  const age = now - element.epoch;
  if (element.classList.contains('until')) {
    setText(element, age < 0 ? t('expiresIn', span(-age)) : t('expired'));
  } else {
    setText(element, age < 5 ? t('now') : t('ago', span(age)));
  }
}
