// SPDX-License-Identifier: Apache-2.0
// What the list shows without machines.
import { perform } from '../parts/toast.js';
import { request, path } from '../hub/api.js';
import { UP } from '../hub/status.js';
import { t } from '../model/language.js';
import { h, icon } from '../parts/dom.js';

const STEPS = ['switchOn', 'sameNetwork', 'seeProtocols', 'noMachine'];

/** No machine matches the filter. */
export function noMatch(clear) {
  return h('div', { class: 'blank' }, icon('search'), h('h2', {}, t('noMatch')), h('p', {}, t('noMatchWhy')),
    h('button', { type: 'button', class: 'main', onclick: clear }, t('showHere')));
}

/** Nothing was found yet: what to try. */
export function emptyState(status) {
  const where = h('p', { class: 'faint' });
  const search = () => perform('scan', async () => {
    const up = status.protocols.filter((protocol) => UP.includes(protocol.state));
    await Promise.allSettled(up.map(({ id }) => request('POST', `${path('protocols', id)}/scan`)));
    await status.now();
  });
  const showInterfaces = () => {
    const names = [...new Set(status.protocols.flatMap((protocol) => protocol.interfaces.map((each) => each.name)))].filter(Boolean);
    where.textContent = names.length ? t('looksAt', names.join(', ')) : t('noInterface');
  };
  status.onChange(showInterfaces);
  showInterfaces();
  return h('div', { class: 'blank welcome' }, h('img', { src: 'dashboard/kitty.svg', alt: '', width: '72', height: '72' }),
    h('h2', {}, t('nothingFound')), h('p', {}, t('firstLook')),
    h('ol', {}, STEPS.map((step) => h('li', {}, h('b', {}, t(step)), ' ', t(`${step}Why`)))),
    h('button', { type: 'button', class: 'main', onclick: search }, icon('search'), t('scanNow')),
    where);
}
