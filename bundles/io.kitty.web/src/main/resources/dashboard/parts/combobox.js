// SPDX-License-Identifier: Apache-2.0
// A field with a list of choices that fit what is typed (the combobox pattern of the ARIA guide).
import { h } from './dom.js';

/**
 * Makes it.
 *
 * @param choices returns the choices for a text: id, title, and a note on it
 * @param onPick called with the picked choice; null when there is none any more
 */
export function combobox({ id, label, placeholder, choices, onPick }) {
  const list = h('ul', { role: 'listbox', id, 'aria-label': label, class: 'menu', hidden: true });
  const input = h('input', {
    type: 'text', role: 'combobox', autocomplete: 'off', spellcheck: 'false', placeholder, 'aria-label': label,
    'aria-controls': id, 'aria-expanded': 'false', 'aria-autocomplete': 'list',
    oninput: () => { pick(null); open(); },
    onclick: open,
    onblur: close,
    onkeydown: (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step) {
        event.preventDefault();
        list.hidden ? open() : mark(active + step);
      } else if (event.key === 'Enter' && !list.hidden && found[active]) {
        event.preventDefault();
        choose(found[active]);
      } else if (event.key === 'Escape' && !list.hidden) {
        event.stopPropagation();
        close();
      }
    },
  });
  let found = [];
  let active = -1;
  let picked = null;

  function open() {
    found = choices(picked ? '' : input.value.trim());
    active = -1;
    list.replaceChildren(...found.map((choice, index) => h('li', {
      role: 'option', id: `${id}-${index}`, 'aria-selected': 'false',
      onpointerdown: (event) => event.preventDefault(),
      onclick: () => choose(choice),
    }, h('span', {}, choice.title), h('span', { class: 'faint' }, choice.note))));
    expand(found.length > 0);
    found.length > 0 && input.value && !picked && mark(0);
  }

  function expand(open) {
    list.hidden = !open;
    input.setAttribute('aria-expanded', String(open));
    input.removeAttribute('aria-activedescendant');
  }

  function close() {
    expand(false);
  }

  function mark(index) {
    list.children[active]?.setAttribute('aria-selected', 'false');
    active = (index + found.length) % found.length;
    const option = list.children[active];
    option.setAttribute('aria-selected', 'true');
    option.scrollIntoView({ block: 'nearest' });
    input.setAttribute('aria-activedescendant', option.id);
  }

  function choose(choice) {
    close();
    pick(choice);
    input.value = choice.title;
  }

  function pick(choice) {
    if (choice !== picked) {
      picked = choice;
      onPick(choice);
    }
  }

  return {
    element: h('span', { class: 'combobox' }, input, list),
    input,
    clear() {
      input.value = '';
      pick(null);
      close();
    },
  };
}
