// SPDX-License-Identifier: Apache-2.0
// The language of the page: the one that was chosen here, else the first of the browser's that the page has.
import de from '../languages/de.js';
import en from '../languages/en.js';

const WORDS = { de, en };

/** The language, as an HTML language code. */
export const language = Object.hasOwn(WORDS, localStorage.getItem('language')) ? localStorage.getItem('language')
  : navigator.languages.map((each) => each.slice(0, 2)).find((each) => Object.hasOwn(WORDS, each)) ?? 'en';

/** Returns the text of a key, with values if it takes some. Of a group, the next argument is the key of the text in it. */
export function t(key, ...values) {
  const word = WORDS[language][key];
  if (typeof word === 'function') {
    return word(...values);
  }
  return typeof word === 'object' && values.length ? groupWord(word, ...values) : word;
}

/** Returns whether a group has a text of this key. */
export function has(group, key) {
  return Object.hasOwn(WORDS[language][group], key);
}

/** Switches to the other language, for this browser. */
export function switchLanguage() {
  localStorage.setItem('language', language === 'de' ? 'en' : 'de');
  location.reload();
}

/** Fills in the texts of the document that name their key. */
export function translateDocument() {
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll('[data-text]')) {
    element.textContent = t(element.dataset.text);
  }
  for (const element of document.querySelectorAll('[data-label]')) {
    element.setAttribute('aria-label', t(element.dataset.label));
  }
}

/** Returns a number as the language writes it. */
export function numeral(value, options) {
  return value.toLocaleString(language, options);
}

function groupWord(group, key, ...values) {
  const word = Object.hasOwn(group, key) ? group[key] : key;
  return typeof word === 'function' ? word(...values) : word;
}
