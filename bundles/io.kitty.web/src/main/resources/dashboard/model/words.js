// SPDX-License-Identifier: Apache-2.0
// The words, icons and colours of kinds, states and times.

/** The label, icon and rank of each kind; printers come first. */
const KINDS = new Map(Object.entries({
  bambu: ['Bambu Lab', 'printer', 0],
  snapmaker: ['Snapmaker', 'printer', 0],
  elegoo: ['Elegoo', 'printer', 0],
  flashforge: ['FlashForge', 'printer', 0],
  ankermake: ['AnkerMake', 'printer', 0],
  printer: ['Printer', 'printer', 1],
  scanner: ['Scanner', 'paper', 2],
  camera: ['Camera', 'camera', 3],
  nas: ['Storage', 'nas', 4],
  server: ['Server', 'nas', 4],
  computer: ['Computer', 'computer', 5],
  router: ['Router', 'router', 6],
  network: ['Network', 'router', 6],
  bridge: ['Bridge', 'hub', 6],
  hub: ['Hub', 'hub', 6],
  media: ['Media', 'media', 7],
  light: ['Light', 'light', 7],
  iot: ['Smart thing', 'chip', 7],
  device: ['Device', 'device', 8],
  host: ['Host', 'host', 9],
}));

const TONES = [
  ['bad', /err|fail|fault|offline|alarm|stopp/],
  ['warn', /paus|warn|wait|attention/],
  ['busy', /run|print|busy|work|prepar|slic|heat|level|upload|download|process/],
  ['ok', /idle|ready|finish|complete|done|success|standby/],
];

export function kindOf(kind) {
  const [label, icon, rank] = KINDS.get(kind) ?? [capital(kind), 'device', 7];
  return { label, icon, rank };
}

/** Returns the colour of a machine's status; plain for an unknown one. */
export function toneOf(status) {
  const word = status.toLowerCase();
  return TONES.find(([, pattern]) => pattern.test(word))?.[0] ?? 'plain';
}

/** Returns a status in words: RUNNING is Running. */
export function statusWord(status) {
  return capital(status.replace(/_/g, ' ').toLowerCase());
}

/** Returns a service type without its decoration: _http._tcp is http. */
export function typeWord(type) {
  return type.replace(/^_/, '').replace(/\._(tcp|udp)\b.*$/, '') || type;
}

/** Returns a duration in one unit. */
export function span(seconds) {
  if (seconds < 60) {
    return `${Math.max(0, Math.floor(seconds))} s`;
  }
  if (seconds < 3600) {
    return `${Math.floor(seconds / 60)} min`;
  }
  return seconds < 172_800 ? `${Math.floor(seconds / 3600)} h` : `${Math.floor(seconds / 86_400)} d`;
}

export function count(number, one, many) {
  return `${number.toLocaleString('en')} ${number === 1 ? one : many}`;
}

export function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Returns a JSON name in words: packets_in is Packets in. */
export function plainName(name) {
  return capital(name.replace(/[_.]/g, ' '));
}
