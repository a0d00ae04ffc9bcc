// SPDX-License-Identifier: Apache-2.0
// The words, icons and colours of kinds, states and times.
import { has, t } from './language.js';

/** The icon and rank of each kind; printers come first. */
const KINDS = new Map(Object.entries({
  bambu: ['printer', 0],
  snapmaker: ['printer', 0],
  elegoo: ['printer', 0],
  flashforge: ['printer', 0],
  ankermake: ['printer', 0],
  printer: ['printer', 1],
  scanner: ['paper', 2],
  camera: ['camera', 3],
  nas: ['nas', 4],
  server: ['nas', 4],
  computer: ['computer', 5],
  router: ['router', 6],
  network: ['router', 6],
  bridge: ['hub', 6],
  hub: ['hub', 6],
  media: ['media', 7],
  light: ['light', 7],
  iot: ['chip', 7],
  device: ['device', 8],
  host: ['host', 9],
}));

const TONES = [
  ['bad', /err|fail|fault|offline|alarm|stopp/],
  ['warn', /paus|warn|wait|attention/],
  ['busy', /run|print|busy|work|prepar|slic|heat|level|upload|download|process/],
  ['ok', /idle|ready|finish|complete|done|success|standby/],
];

export function kindOf(kind) {
  const [icon, rank] = KINDS.get(kind) ?? ['device', 7];
  return { label: has('kinds', kind) ? t('kinds', kind) : capital(kind), icon, rank };
}

/** Returns the colour of a machine's status; plain for an unknown one. */
export function toneOf(status) {
  const word = status.toLowerCase();
  return TONES.find(([, pattern]) => pattern.test(word))?.[0] ?? 'plain';
}

/** Returns a status in words: RUNNING is Running. */
export function statusWord(status) {
  const word = status.replace(/_/g, ' ').toLowerCase();
  return has('statuses', word) ? t('statuses', word) : capital(word);
}

/** Returns the colour of a target or a rule of messages, and its condition. */
export function conditionOf({ enabled, problem }) {
  return problem ? ['bad', 'faulty'] : enabled ? ['ok', 'on'] : ['off', 'off'];
}

/** Returns a service type without its decoration: _http._tcp is http. */
export function typeWord(type) {
  return type.replace(/^_/, '').replace(/\._(tcp|udp)\b.*$/, '') || type;
}

/** Returns a duration in one unit. */
export function span(seconds) {
  if (seconds < 60) {
    return t('seconds', Math.max(0, Math.floor(seconds)));
  }
  if (seconds < 3600) {
    return t('minutes', Math.floor(seconds / 60));
  }
  return seconds < 172_800 ? t('hours', Math.floor(seconds / 3600)) : t('days', Math.floor(seconds / 86_400));
}

export function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Returns a JSON name in words: packets_in is Packets in. */
export function plainName(name) {
  return capital(name.replace(/[_.]/g, ' '));
}
