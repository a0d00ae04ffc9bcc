// SPDX-License-Identifier: Apache-2.0
// The form with the machine's annotations. Discovery never changes them, and updates leave unsaved input alone.
import { request, path } from '../hub/api.js';
import { supports } from '../hub/capabilities.js';
import { t } from '../model/language.js';
import { h } from '../parts/dom.js';
import { attempt, toast } from '../parts/toast.js';

export function user(store) {
  const name = h('input', { name: 'name', maxlength: '128', autocomplete: 'off' });
  const room = h('input', { name: 'room', maxlength: '128', autocomplete: 'off', list: 'rooms' });
  const rooms = h('datalist', { id: 'rooms' });
  const tags = h('input', { name: 'tags', maxlength: '128', autocomplete: 'off', placeholder: t('tagsHint') });
  const note = h('textarea', { name: 'note', rows: '3', maxlength: '2000' });
  const ignored = h('input', { name: 'ignored', type: 'checkbox' });
  const save = h('button', { class: 'main' }, t('save'));
  const form = h('form', {
    class: 'notes', oninput: () => { dirty = true; },
    onsubmit: (event) => { event.preventDefault(); attempt(submit); },
  },
  field(t('name'), name), field(t('room'), room), rooms, field(t('tags'), tags), field(t('note'), note),
  h('label', { class: 'tick' }, ignored, h('span', {}, t('ignore'))),
  h('p', { class: 'buttons' }, save));
  let machine = null;
  let dirty = false;

  async function submit() {
    const body = {
      name: name.value.trim(),
      room: room.value.trim(),
      note: note.value.trim(),
      tags: tags.value.split(',').map((tag) => tag.trim().replace(/^#/, '')).filter(Boolean),
      ignored: ignored.checked,
    };
    const json = await request('PUT', `${path('devices', machine.id)}/user`, { body });
    dirty = false;
    store.apply('changed', json);
    toast(t('saved'));
  }

  return {
    element: h('section', { class: 'card', 'aria-labelledby': 'notes' }, h('h2', { id: 'notes' }, t('notes')), form),
    update(now) {
      machine = now;
      this.element.hidden = !supports('put', '/devices/{id}/user');
      name.placeholder = now.json.name || now.title;
      if (!dirty) {
        const noted = now.json.user ?? {};
        name.value = noted.name ?? '';
        room.value = noted.room ?? '';
        note.value = noted.note ?? '';
        tags.value = (noted.tags ?? []).join(', ');
        ignored.checked = noted.ignored ?? false;
        const known = new Set([...store.machines.values()].map((each) => each.room).filter(Boolean));
        rooms.replaceChildren(...[...known].sort().map((value) => h('option', { value })));
      }
    },
  };
}

function field(label, input) {
  return h('label', {}, h('span', {}, label), input);
}
