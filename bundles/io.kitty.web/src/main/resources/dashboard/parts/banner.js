// SPDX-License-Identifier: Apache-2.0
// The strips above every view: what needs attention with its remedy, and running scans.
import { scanning } from '../hub/status.js';
import { t } from '../model/language.js';
import { h, icon, keyed, setText } from './dom.js';

export function banner(status) {
  const strip = document.getElementById('banner');
  const sweeps = document.getElementById('sweeps');
  const heading = h('h2', {});
  const list = h('ul', {});
  strip.append(icon('warn'), h('div', { role: 'status' }, heading, list));

  status.onChange(({ health, protocols }) => {
    strip.hidden = health.status === 'ok';
    strip.dataset.tone = health.status;
    setText(heading, health.status === 'ok' ? '' : t('health', health.status));
    keyed(list, health.reasons ?? [], (reason) => reason, (reason) => ({ element: h('li', {}, reason) }));
    const running = protocols.filter(scanning);
    sweeps.hidden = running.length === 0;
    keyed(sweeps, running, (protocol) => protocol.id, sweep);
  });
}

/** A scan with its progress bar; indeterminate if the protocol reports no progress. */
export function sweep(protocol) {
  const words = h('span', {});
  const bar = h('progress', { 'aria-label': t('scanBy', protocol.id) });
  return {
    element: h('p', { class: 'sweep' }, h('b', {}, protocol.id), bar, words),
    update({ progress }) {
      if (progress?.total > 0) {
        bar.max = progress.total;
        bar.value = progress.done;
        setText(words, t('scanProgress', progress.done, progress.total));
      } else {
        bar.removeAttribute('value');
        setText(words, t('scanning'));
      }
    },
  };
}
