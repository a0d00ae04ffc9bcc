// SPDX-License-Identifier: Apache-2.0
// Merges a machine with another record of it: those that the hub takes for the same, or any, the best guesses first.
import { path, request } from '../hub/api.js';
import { supports } from '../hub/capabilities.js';
import { merge } from '../hub/corrections.js';
import { t } from '../model/language.js';
import { machineHash } from '../model/route.js';
import { combobox } from '../parts/combobox.js';
import { h, keyed, setText } from '../parts/dom.js';
import { perform } from '../parts/toast.js';

const MAX_CHOICES = 50;

export function merging(store) {
  let machine = null;
  let guesses = [];
  let other = null;

  const list = h('ul', { class: 'guesses' });
  const likely = h('div', {}, h('h3', {}, t('looksLikeIt')), list);
  const button = h('button', { class: 'deed', disabled: true }, t('join'));
  const field = combobox({
    id: 'others', label: t('otherRecord'), placeholder: t('chooseOther'), choices,
    onPick: (choice) => { other = choice; button.disabled = !choice; },
  });
  field.input.addEventListener('focus', () => store.loadDeparted().catch(() => {}));
  const form = h('form', { class: 'inline', onsubmit: (event) => { event.preventDefault(); other && join(other); } }, field.element, button);

  /** Returns the records that fit the words, guesses first. */
  function choices(text) {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    const score = new Map(guesses.map((guess) => [guess.id, guess]));
    return [...store.machines.values()]
      .filter((each) => each.id !== machine.id && words.every((word) => each.search.includes(word)))
      .sort((a, b) => (score.get(b.id)?.score ?? 0) - (score.get(a.id)?.score ?? 0) || a.title.localeCompare(b.title))
      .slice(0, MAX_CHOICES)
      .map((each) => ({ id: each.id, title: each.title, note: [each.address || each.id, reasons(score.get(each.id))].filter(Boolean).join(' · ') }));
  }

  const join = (choice) => perform('merge', async () => {
    await merge(store, machine.id, choice);
    field.clear();
  });

  function guess({ id }) {
    const link = h('a', { href: machineHash(id) });
    const why = h('span', { class: 'faint' });
    const one = h('button', { type: 'button', class: 'deed', onclick: () => join({ id, title: link.textContent }) }, t('join'));
    return {
      element: h('li', {}, h('span', {}, link, why), one),
      update(now) {
        const title = store.machines.get(id)?.title ?? (now.name || now.ip || id);
        setText(link, title);
        setText(why, ` ${reasons(now)}`);
        one.setAttribute('aria-label', t('joinWith', title));
      },
    };
  }

  async function load(id) {
    const found = supports('get', '/devices/{id}/suggestions') ? await request('GET', `${path('devices', id)}/suggestions`).catch(() => []) : [];
    if (id === machine?.id) {
      guesses = found;
      const certain = found.filter((each) => each.likely);
      likely.hidden = certain.length === 0;
      keyed(list, certain, (each) => each.id, guess);
    }
  }

  return {
    element: h('div', {}, likely, h('h3', {}, t('listedTwice')), form),
    load,
    update(now) {
      if (machine?.id !== now.id) {
        field.clear();
        guesses = [];
        likely.hidden = true;
      }
      machine = now;
    },
  };
}

function reasons(guess) {
  return (guess?.reasons ?? []).map((reason) => t('mergeReasons', reason)).join(', ');
}
