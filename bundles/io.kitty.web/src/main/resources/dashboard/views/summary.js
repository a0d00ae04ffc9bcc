// SPDX-License-Identifier: Apache-2.0
// The summary of the list in one line: the number of machines by colour of status.
import { count } from '../model/words.js';

const TONES = [['busy', 'at work'], ['warn', 'waiting'], ['bad', 'in trouble'], ['off', 'gone']];

export function summaryOf(machines) {
  const tones = new Map();
  for (const { tone } of machines) {
    tones.set(tone, (tones.get(tone) ?? 0) + 1);
  }
  const parts = TONES.filter(([tone]) => tones.has(tone)).map(([tone, words]) => `${tones.get(tone).toLocaleString('en')} ${words}`);
  return [count(machines.length, 'machine', 'machines'), ...parts].join(' · ');
}
