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

export function arrows(box, list) {
  box.addEventListener('focusin', ({ target }) => {
    box.querySelectorAll('a[tabindex="0"]').forEach((link) => { link.tabIndex = -1; });
    target.tabIndex = 0;
  });
  box.addEventListener('drawn', () => {
    const link = box.querySelector('a[tabindex="0"]') ?? box.querySelector('a');
    link && (link.tabIndex = 0);
  });
  box.addEventListener('keydown', (event) => {
    const step = STEPS[event.key];
    const index = list.indexOf(event.target);
    if (step && index >= 0 && !event.altKey && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      const to = Math.max(0, Math.min(list.length - 1, step(index, list)));
      list.reveal(to).querySelector('a').focus({ preventScroll: true });
    }
  });
}
