// SPDX-License-Identifier: Apache-2.0
// Addresses, for sorting and for links.
import { typeWord } from './words.js';

/** The service types that always have a web page. */
const SCHEMES = new Map([['http', 'http'], ['https', 'https'], ['octoprint', 'http']]);

/** Returns a text that sorts like the numeric address: IPv4, then IPv6, then none. */
export function addressKey(address) {
  if (!address) {
    return '~';
  }
  if (!address.includes(':')) {
    return address.split('.').map((octet) => octet.padStart(3, '0')).join('.');
  }
  const [head, tail] = address.split('%')[0].split('::').map((half) => half.split(':').filter(Boolean));
  const zeros = tail ? Array(Math.max(0, 8 - head.length - tail.length)).fill('0') : [];
  return `:${[...head, ...zeros, ...(tail ?? [])].map((group) => group.padStart(4, '0')).join(':')}`;
}

/** Returns a safe link, http or https only; else null. */
export function safeLink(text) {
  try {
    const url = new URL(text);
    return ['http:', 'https:'].includes(url.protocol) && !url.username ? url.href : null;
  } catch {
    return null;
  }
}

/** Returns the URL of a service's page: from the hub, else made from its path if its type has a page. */
export function serviceLink(service, address) {
  if (service.url) {
    return safeLink(service.url);
  }
  const scheme = SCHEMES.get(typeWord(service.type));
  if (!scheme || !address || !(service.port > 0)) {
    return null;
  }
  const host = address.includes(':') ? `[${address.split('%')[0]}]` : address;
  const path = service.txt?.path ?? '/';
  const link = safeLink(`${scheme}://${host}:${service.port}/`);
  return link && path.startsWith('/') && !path.startsWith('//') ? safeLink(link.slice(0, -1) + path) : link;
}

/**
 * Returns the web pages of a machine, the best first: its own, else the first of its services. A machine that is gone has none.
 * Each has its link, its name, and where it is.
 */
export function pagesOf({ present, address, json }) {
  const pages = new Map();
  const add = (link, name) => link && !pages.has(link) && pages.set(link, { link, name, where: new URL(link).host });
  if (present) {
    const links = json.services.map((service) => [serviceLink(service, address), service.name || typeWord(service.type)]);
    const own = safeLink(json.url);
    add(own, links.find(([link]) => link === own)?.[1] ?? new URL(own ?? 'http://x').host);
    links.forEach(([link, name]) => add(link, name));
  }
  return [...pages.values()];
}

/** Returns whether software assigned a MAC address (the bit U/L of IEEE 802), to which no network card in sleep listens. */
export function isLocalMac(mac) {
  return (parseInt(mac.slice(0, 2), 16) & 2) !== 0;
}
