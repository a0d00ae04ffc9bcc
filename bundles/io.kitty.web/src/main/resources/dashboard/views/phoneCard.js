// SPDX-License-Identifier: Apache-2.0
// The card with the code that begins a session on a phone.
import { request } from '../hub/api.js';
import { linkWith } from '../hub/code.js';
import { t } from '../model/language.js';
import { moment, setMoment } from '../parts/clock.js';
import { h } from '../parts/dom.js';
import { qrImage } from '../parts/qrImage.js';
import { perform } from '../parts/toast.js';

/** The names under which only the hub's own machine reaches it. */
const LOOPBACK = /^(.+\.)?localhost$|^127\.|^\[::1\]$/;

export function phoneCard() {
  let timer = 0;
  const make = h('button', { type: 'button', class: 'main', onclick: () => perform('showCode', show) }, t('showCode'));
  const box = h('div', { class: 'code', 'aria-live': 'polite' });
  const element = h('section', { class: 'card', 'aria-labelledby': 'phone' }, h('h2', { id: 'phone' }, t('onPhone')),
    h('p', {}, t('onPhoneHow')), box, h('p', { class: 'buttons' }, make));

  async function show() {
    hide();
    const { code, expires, urls } = await request('POST', '/session/code');
    const all = LOOPBACK.test(location.hostname) ? urls : [location.href.replace(/#.*/, '')];
    if (all.length === 0) {
      box.replaceChildren(h('p', {}, t('onlyHere')));
      return;
    }
    const picture = h('div', {});
    const draw = (url) => picture.replaceChildren(qrImage(linkWith(url, code), t('codeFor', url)));
    const choice = h('select', { 'aria-label': t('hubAddress'), onchange: () => draw(choice.value) }, all.map((url) => h('option', {}, url)));
    draw(all[0]);
    box.replaceChildren(picture, all.length > 1 ? choice : h('p', { class: 'address' }, all[0]), h('p', { class: 'faint' }, t('onlyOnce'), ' ', setMoment(moment('until'), expires)));
    timer = setTimeout(hide, expires * 1000 - Date.now());
  }

  /** Removes the code, which nobody else is to read. */
  function hide() {
    clearTimeout(timer);
    box.replaceChildren();
  }

  return { element, hide };
}
