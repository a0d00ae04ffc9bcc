// SPDX-License-Identifier: Apache-2.0
// A question before a deed that cannot be undone.
import { t } from '../model/language.js';
import { h } from './dom.js';

/** Asks; resolves to whether the button with the deed was pressed. */
export function confirmed(question, deed) {
  return new Promise((done) => {
    const dialog = h('dialog', {
      'aria-labelledby': 'question',
      onclose: () => {
        dialog.remove();
        done(dialog.returnValue === 'yes');
      },
    }, h('form', { method: 'dialog' }, h('p', { id: 'question' }, question),
      h('p', { class: 'buttons' }, h('button', { value: '' }, t('cancel')), h('button', { class: 'main', value: 'yes' }, deed))));
    document.body.append(dialog);
    dialog.showModal();
  });
}
