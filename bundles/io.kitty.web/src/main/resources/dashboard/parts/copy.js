// SPDX-License-Identifier: Apache-2.0
// Copies a text. Browsers offer their clipboard to pages from this computer or over HTTPS only; elsewhere an old command works.
import { t } from '../model/language.js';
import { h } from './dom.js';
import { toast } from './toast.js';

export async function copy(text) {
  const done = await write(text);
  toast(done ? t('copied', text) : t('notCopied'), { bad: !done });
}

async function write(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return selectAndCopy(text);
  }
}

function selectAndCopy(text) {
  const focus = document.activeElement;
  const field = h('textarea', { class: 'unseen', 'aria-hidden': 'true' });
  field.value = text;
  document.body.append(field);
  field.select();
  const done = document.execCommand('copy');
  field.remove();
  focus?.focus();
  return done;
}
