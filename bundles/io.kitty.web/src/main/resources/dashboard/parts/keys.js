// SPDX-License-Identifier: Apache-2.0
// The help about keys, which the question mark opens.
import { t } from '../model/language.js';
import { h } from './dom.js';

const KEYS = ['/', '↓', '↑ ↓', 'Page ↑ ↓', 'Home End', 'Enter', 'Esc', '?'];

export function keyHelp() {
  const close = h('button', { class: 'main' }, t('close'));
  const dialog = h('dialog', { 'aria-labelledby': 'keys' },
    h('form', { method: 'dialog' }, h('h2', { id: 'keys' }, t('keys')),
      h('dl', { class: 'keys' }, KEYS.map((key) => h('div', {}, h('dt', {}, h('kbd', {}, key)), h('dd', {}, t('keyWords', key))))),
      h('p', { class: 'buttons' }, close)));
  document.body.append(dialog);
  document.addEventListener('keydown', (event) => {
    if (event.key === '?' && !event.target.closest('input, textarea, select, dialog') && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      dialog.showModal();
    }
  });
}
