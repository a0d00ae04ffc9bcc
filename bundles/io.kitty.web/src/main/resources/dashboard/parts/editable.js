// SPDX-License-Identifier: Apache-2.0
// A text that is edited where it stands: a button puts a field in its place. Enter saves, Escape cancels.
import { t } from '../model/language.js';
import { h, icon, setText } from './dom.js';

/**
 * Makes it.
 *
 * @param shown the element that shows the text
 * @param label what the button does, for instance: Change the room
 * @param empty the button's text while there is none; left out where there always is one
 * @param save saves a text; returns whether that worked
 */
export function editable(shown, { name, label, empty, max = 128, lines = 1, list, save }) {
  const field = lines > 1 ? h('textarea', { name, rows: lines, maxlength: max, 'aria-label': label })
    : h('input', { name, maxlength: max, autocomplete: 'off', list, 'aria-label': label });
  const word = h('span', {});
  const button = h('button', { type: 'button', class: 'quiet edit deed', onclick: open }, icon('edit'), word);
  const form = h('form', {
    class: 'inline', hidden: true,
    onsubmit: async (event) => {
      event.preventDefault();
      await save(field.value.trim()) && close();
    },
    onkeydown: (event) => {
      if (event.key === 'Escape') {
        event.stopPropagation();
        close();
      } else if (event.key === 'Enter' && lines > 1 && (event.ctrlKey || event.metaKey)) {
        form.requestSubmit();
      }
    },
  }, field, h('button', { class: 'main deed' }, t('save')), h('button', { type: 'button', onclick: close }, t('cancel')));
  let value = '';

  function open() {
    field.value = value;
    show(true);
    field.focus();
    field.select?.();
  }

  function close() {
    show(false);
    button.focus();
  }

  function show(editing) {
    form.hidden = !editing;
    shown.hidden = editing || (empty !== undefined && value === '');
    button.hidden = editing;
  }

  return {
    element: h('div', { class: 'editable' }, shown, button, form),
    /** Sets the text to edit; while it is being edited, it stays. */
    update(now, placeholder = '') {
      value = now;
      field.placeholder = placeholder;
      const bare = empty !== undefined && value === '';
      setText(word, bare ? empty : '');
      bare ? button.removeAttribute('aria-label') : button.setAttribute('aria-label', label);
      if (form.hidden) {
        show(false);
      }
    },
    /** Ends editing without saving. */
    reset: () => show(false),
    allow(allowed) { button.classList.toggle('off', !allowed); },
  };
}
