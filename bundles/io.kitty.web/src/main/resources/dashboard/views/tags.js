// SPDX-License-Identifier: Apache-2.0
// The tags of a machine: each links to the list of its machines, and they are added and removed where they stand.
import { annotate, known } from '../hub/annotations.js';
import { t } from '../model/language.js';
import { h, icon, keyed } from '../parts/dom.js';
import { perform } from '../parts/toast.js';

export function tags(store) {
  const list = h('ul', { class: 'chips', 'aria-label': t('tags') });
  const choices = h('datalist', { id: 'tags' });
  const field = h('input', { name: 'tag', maxlength: '64', autocomplete: 'off', list: 'tags', 'aria-label': t('addATag'), placeholder: t('tagsHint') });
  const open = h('button', { type: 'button', class: 'quiet edit deed', onclick: () => show(true) }, t('addATag'));
  const form = h('form', {
    class: 'inline', hidden: true,
    onsubmit: (event) => { event.preventDefault(); add(); },
    onkeydown: (event) => {
      if (event.key === 'Escape') {
        event.stopPropagation();
        show(false);
      }
    },
  }, field, choices, h('button', { class: 'main deed' }, t('add')), h('button', { type: 'button', onclick: () => show(false) }, t('close')));
  let machine = null;
  let allowed = false;

  function show(editing) {
    form.hidden = !editing;
    open.hidden = editing;
    if (editing) {
      field.value = '';
      choices.replaceChildren(...known(store, (each) => each.tags).map((value) => h('option', { value })));
    }
    (editing ? field : open).focus();
  }

  const set = (now) => perform('annotate', () => annotate(store, machine.id, { tags: now }));

  /** Adds what was typed, as it is written elsewhere already. */
  async function add() {
    const written = new Map(known(store, (each) => each.tags).map((tag) => [tag.toLowerCase(), tag]));
    const typed = field.value.split(',').map((tag) => tag.trim().replace(/^#/, '')).filter(Boolean);
    const added = typed.map((tag) => written.get(tag.toLowerCase()) ?? tag);
    if (added.length === 0 || await set([...machine.tags, ...added])) {
      field.value = '';
      field.focus();
    }
  }

  function chip(tag) {
    const remove = h('button', {
      type: 'button', class: 'quiet deed', 'aria-label': t('removeTag', tag),
      onclick: async () => {
        await set(machine.tags.filter((each) => each !== tag)) && open.focus();
      },
    }, icon('close'));
    return {
      element: h('li', {}, h('a', { href: `#/machines?tag=${encodeURIComponent(tag)}` }, `#${tag}`), remove),
      update() { remove.hidden = !allowed; },
    };
  }

  return {
    element: h('div', { class: 'editable' }, list, open, form),
    update(now, editing) {
      machine = now;
      allowed = editing;
      open.hidden = !editing || !form.hidden;
      list.hidden = now.tags.length === 0;
      keyed(list, now.tags, (tag) => tag, chip);
    },
    reset() { form.hidden = true; },
  };
}
