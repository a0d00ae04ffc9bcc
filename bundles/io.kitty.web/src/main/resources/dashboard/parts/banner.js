// SPDX-License-Identifier: Apache-2.0
// The strips above every view: that the hub is away, what needs attention with its remedy, and running scans.
import { connection } from '../hub/connection.js';
import { scanning } from '../hub/status.js';
import { t } from '../model/language.js';
import { moduleName } from '../model/modules.js';
import { moment, setMoment, timeOfDay } from './clock.js';
import { copy } from './copy.js';
import { h, icon, keyed, setText } from './dom.js';

/** The commands that a remedy may name, to be copied. */
const COMMAND = /\bsysctl [\w.]+="[^"]*"/;

export function banner(status) {
  const strip = document.getElementById('banner');
  const sweeps = document.getElementById('sweeps');
  const heading = h('h2', {});
  const age = moment();
  const away = h('p', {}, age, ` · ${t('awayMeaning')}`);
  const list = h('ul', {});
  const remedies = h('details', {}, h('summary', {}, t('howToMend')), list);
  strip.append(icon('warn'), h('div', { role: 'status' }, heading, away, remedies));

  function update() {
    const { health, protocols } = status;
    const since = connection.awaySince;
    const reasons = since === null ? health?.reasons ?? [] : [];
    document.body.classList.toggle('away', since !== null);
    strip.hidden = since === null && (health === null || health.status === 'ok');
    strip.dataset.tone = since === null ? health?.status ?? '' : 'failing';
    setText(heading, since !== null ? t('awaySince', timeOfDay(since)) : health && health.status !== 'ok' ? t('health', health.status) : '');
    away.hidden = since === null;
    since === null || setMoment(age, since);
    remedies.hidden = reasons.length === 0;
    keyed(list, reasons, (reason) => reason, remedy);
    const running = since === null ? protocols.filter(scanning) : [];
    sweeps.hidden = running.length === 0;
    keyed(sweeps, running, (protocol) => protocol.id, sweep);
  }

  status.onChange(update);
  connection.onChange(update);
}

/** A reason with its remedy, and a button that copies the command in it. */
function remedy(reason) {
  const command = COMMAND.exec(reason)?.[0];
  const button = command && h('button', { type: 'button', class: 'quiet', onclick: () => copy(command) }, t('copyCommand'));
  return { element: h('li', {}, reason, command && ' ', button) };
}

/** A scan with its progress bar; indeterminate if the protocol reports no progress. */
export function sweep(protocol) {
  const words = h('span', {});
  const bar = h('progress', { 'aria-label': t('scanBy', moduleName(protocol.id)) });
  return {
    element: h('p', { class: 'sweep' }, h('b', {}, moduleName(protocol.id)), bar, words),
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
