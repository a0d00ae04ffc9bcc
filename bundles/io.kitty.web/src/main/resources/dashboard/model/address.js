// SPDX-License-Identifier: Apache-2.0
// Addresses, for sorting and for links.
import { typeWord } from './words.js';

/** The services that surely have a page for people. */
const SCHEMES = new Map([['http', 'http'], ['https', 'https'], ['octoprint', 'http']]);

/** A text that sorts as the address does as a number: IPv4, then IPv6, then none. */
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

/** A link that is safe to follow: http or https and nothing else, else null. */
export function safeLink(text) {
  try {
    const url = new URL(text);
    return ['http:', 'https:'].includes(url.protocol) && !url.username ? url.href : null;
  } catch {
    return null;
  }
}

/** Where a service's page is: what the hub says, else by its path if it is a service that has one. */
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
