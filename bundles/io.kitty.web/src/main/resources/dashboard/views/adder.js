// SPDX-License-Identifier: Apache-2.0
// The form that adds a configuration to a protocol with one instance for each of its files.
import { request, path } from '../hub/api.js';
import { t } from '../model/language.js';
import { h, setText } from '../parts/dom.js';
import { toast } from '../parts/toast.js';

export function adder(id, title, status) {
  const where = `${path('protocols', id)}/configurations`;
  const name = h('input', { name: 'file', required: true, autocomplete: 'off', maxlength: '32', pattern: '[A-Za-z0-9][A-Za-z0-9_.\\-]*' });
  const fields = h('div', { class: 'fields' });
  const wrong = h('p', { class: 'wrong', role: 'alert' });
  const form = h('form', { onsubmit: (event) => { event.preventDefault(); add(); } },
    field(t('fileName'), t('fileNameHint'), name),
    fields, wrong, h('p', { class: 'buttons' }, h('button', { class: 'main' }, t('add'))));
  const element = h('details', { class: 'adder', ontoggle: () => element.open && attempt(load) },
    h('summary', { 'aria-label': t('addOneTo', title) }, t('addOne')), form);

  async function attempt(what) {
    setText(wrong, '');
    try {
      await what();
    } catch (problem) {
      setText(wrong, problem.message);
    }
  }

  async function load() {
    if (!fields.firstChild) {
      const { keys } = await request('GET', where);
      fields.replaceChildren(...keys.map((key) => field(key.name, hint(key),
        h('input', { name: key.name, required: key.required, placeholder: key.default, autocomplete: 'off', 'data-key': true }))));
    }
  }

  function add() {
    return attempt(async () => {
      const inputs = [...fields.querySelectorAll('input')];
      const values = Object.fromEntries(inputs.filter((input) => input.value.trim()).map((input) => [input.name, input.value.trim()]));
      const { file } = await request('POST', where, { body: { name: name.value.trim(), values } });
      form.reset();
      element.open = false;
      toast(t('fileWritten', file));
      await status.now();
    });
  }

  return element;
}

function hint({ description, allowed }) {
  return [description, allowed && t('allowed', allowed)].filter(Boolean).join(' ');
}

function field(label, hint, input) {
  return h('label', {}, h('span', {}, label), input, h('span', { class: 'faint' }, hint));
}
