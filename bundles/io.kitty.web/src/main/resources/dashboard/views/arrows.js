// SPDX-License-Identifier: Apache-2.0
// Keyboard navigation of the list. Only one row is a tab stop, so that Tab leaves a long list at once.

const STEPS = {
  ArrowDown: (index) => index + 1,
  ArrowUp: (index) => index - 1,
  PageDown: (index, list) => index + list.page,
  PageUp: (index, list) => index - list.page,
  Home: () => 0,
  End: (index, list) => list.length - 1,
};

/** Moves between the rows of a list, and from a search box into it. */
export function arrows(box, list, search) {
  box.addEventListener('focusin', ({ target }) => {
    if (target.matches('a')) {
      box.querySelectorAll('a[tabindex="0"]').forEach((link) => { link.tabIndex = -1; });
      target.tabIndex = 0;
    }
  });
  box.addEventListener('drawn', () => {
    const link = box.querySelector('.row:not(.section) a[tabindex="0"]') ?? box.querySelector('.row:not(.section) a');
    link && (link.tabIndex = 0);
  });
  box.addEventListener('keydown', (event) => {
    const step = STEPS[event.key];
    const index = list.indexOf(event.target);
    if (step && index >= 0 && !event.altKey && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      focus(step(index, list), event.key === 'ArrowUp' || event.key === 'PageUp' || event.key === 'End' ? -1 : 1);
    }
  });
  search.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown' && list.length > 0) {
      event.preventDefault();
      focus(0, 1);
    }
  });

  /** Focuses a row; of a heading, the next row in the direction, or the first or last one. */
  function focus(wanted, direction) {
    let index = Math.max(0, Math.min(list.length - 1, wanted));
    while (list.item(index)?.heading !== undefined) {
      index += index === 0 ? 1 : direction;
    }
    list.reveal(index).querySelector('a').focus({ preventScroll: true });
  }
}
