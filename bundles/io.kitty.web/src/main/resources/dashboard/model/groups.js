// SPDX-License-Identifier: Apache-2.0
// The groups that people think of machines in.

const PAPER_SERVICE = /^_(ipps?|printer|pdl-datastream)\._/;
const PAPER_VENDOR = /\b(hp|hewlett|canon|epson|brother|kyocera|lexmark|ricoh|xerox|oki|konica|develop|dymo|zebra)\b/i;

/** The icon of each group, in the order of the list. */
export const GROUPS = {
  printer: 'printer', paper: 'paper', storage: 'nas', network: 'router', media: 'media', home: 'light', computers: 'computer', other: 'device',
};

const GROUP_OF_KIND = {
  bambu: 'printer', snapmaker: 'printer', elegoo: 'printer', flashforge: 'printer', ankermake: 'printer',
  scanner: 'paper', nas: 'storage', router: 'network', network: 'network', media: 'media',
  light: 'home', iot: 'home', camera: 'home', hub: 'home', bridge: 'home', computer: 'computers', server: 'computers',
};

/** Returns the group of a device's JSON. A printer that is no known maker's of paper printers prints in three dimensions. */
export function groupOf({ kind, vendor = '', services }) {
  if (kind === 'printer') {
    return PAPER_VENDOR.test(vendor) || services.some(({ type }) => PAPER_SERVICE.test(type)) ? 'paper' : 'printer';
  }
  return Object.hasOwn(GROUP_OF_KIND, kind) ? GROUP_OF_KIND[kind] : 'other';
}

/** Returns the network of an address as people name it: the first three numbers of IPv4, else the first four groups of IPv6. */
export function subnetOf(address) {
  if (!address) {
    return '';
  }
  return address.includes(':') ? `${address.split('%')[0].split(':').slice(0, 4).join(':')}::/64` : address.replace(/\.\d+$/, '.0/24');
}
