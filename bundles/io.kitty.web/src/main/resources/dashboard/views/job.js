// SPDX-License-Identifier: Apache-2.0
// The card with a machine's job, temperatures and error, as far as it tells them, or with the key that it needs.
import { t } from '../model/language.js';
import { span } from '../model/words.js';
import { h, keyed, setText } from '../parts/dom.js';

export function job() {
  const name = h('p', { class: 'jobname' });
  const bar = h('progress', { max: '1', 'aria-label': t('jobProgress') });
  const facts = h('dl', { class: 'counters' });
  const error = h('p', { class: 'wrong' });
  const key = h('p', { class: 'faint' });
  const element = h('section', { class: 'card wide', 'aria-labelledby': 'job', hidden: true },
    h('h2', { id: 'job' }, t('job')), name, bar, facts, error, key);

  function update({ json, job: now, work }) {
    const progress = now?.progress ?? null;
    const needsKey = !work && json.needs_key;
    element.hidden = !(now || json.temperatures || json.error || needsKey);
    setText(name, now?.name ?? '');
    name.hidden = !now?.name;
    bar.hidden = progress === null;
    bar.value = progress ?? 0;
    const shown = [...jobFacts(now ?? {}, progress), ...Object.entries(json.temperatures ?? {}).map(temperature)];
    keyed(facts, shown.filter(([, value]) => value), ([label]) => label, ([label]) => {
      const value = h('dd', {});
      return { element: h('div', {}, h('dt', {}, label), value), update: ([, text]) => setText(value, text) };
    });
    setText(error, [json.error?.code, json.error?.text].filter(Boolean).join(': '));
    setText(key, needsKey ? t('needsKey', json.needs_key) : '');
    key.hidden = !needsKey;
  }

  return { element, update };
}

function jobFacts({ elapsed, remaining, layer, layers }, progress) {
  return [
    [t('progress'), progress !== null && `${Math.round(100 * progress)} %`],
    [t('elapsed'), elapsed !== undefined && span(elapsed)],
    [t('remaining'), remaining !== undefined && span(remaining)],
    [t('layer'), layer !== undefined && (layers === undefined ? String(layer) : t('layerOf', layer, layers))],
  ];
}

function temperature([heater, { value, target }]) {
  return [t('heaters', heater), t('degrees', value, target)];
}
