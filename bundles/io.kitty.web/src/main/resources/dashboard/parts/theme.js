// SPDX-License-Identifier: Apache-2.0
// The button that switches the colours: system, light, dark.
import { t } from '../model/language.js';
import { icon } from './dom.js';

const NEXT = { auto: 'light', light: 'dark', dark: 'auto' };

export function switcher(button) {
  function show() {
    const theme = document.documentElement.dataset.theme;
    button.replaceChildren(icon(`theme-${theme}`));
    button.title = t('themes', theme);
    button.setAttribute('aria-label', t('theme', t('themes', theme)));
  }
  button.addEventListener('click', () => {
    const theme = NEXT[document.documentElement.dataset.theme] ?? 'auto';
    document.documentElement.dataset.theme = theme;
    localStorage.setItem('theme', theme);
    show();
  });
  if (!(document.documentElement.dataset.theme in NEXT)) {
    document.documentElement.dataset.theme = 'auto';
  }
  show();
}
