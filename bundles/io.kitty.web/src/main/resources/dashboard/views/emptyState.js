// SPDX-License-Identifier: Apache-2.0
// What the list shows without machines.
import { attempt } from '../parts/toast.js';
import { request, path } from '../hub/api.js';
import { h, icon } from '../parts/dom.js';

/** No machine matches the filter. */
export function noMatch(clear) {
  return h('div', { class: 'blank' }, icon('search'), h('h2', {}, 'No machine fits'),
    h('p', {}, 'There are machines, but none is as the search and the filters want it.'),
    h('button', { type: 'button', class: 'main', onclick: clear }, 'Show all that are here'));
}

/** Nothing was found yet: what to try. */
export function emptyState(status) {
  const where = h('p', { class: 'faint' });
  const search = () => attempt(async () => {
    const up = status.protocols.filter((protocol) => ['running', 'degraded'].includes(protocol.state));
    await Promise.allSettled(up.map(({ id }) => request('POST', `${path('protocols', id)}/scan`)));
    await status.now();
  });
  const showInterfaces = () => {
    const names = [...new Set(status.protocols.flatMap((protocol) => protocol.interfaces.map((each) => each.name)))].filter(Boolean);
    where.textContent = names.length ? `The hub looks around at: ${names.join(', ')}.` : 'The hub has found no network interface to look around at yet.';
  };
  status.onChange(showInterfaces);
  showInterfaces();
  return h('div', { class: 'blank welcome' }, h('img', { src: '/dashboard/kitty.svg', alt: '', width: '72', height: '72' }),
    h('h2', {}, 'Nothing found yet'),
    h('p', {}, 'A first look round takes about half a minute. Machines show up here by themselves as they are found.'),
    h('ol', {},
      h('li', {}, h('b', {}, 'Switch a machine on. '), 'A printer in sleep or cloud-only mode may not answer: look for “LAN mode” in its settings.'),
      h('li', {}, h('b', {}, 'Be in the same network. '), 'Guest Wi-Fi and VLANs keep machines apart. Other networks are swept when they are listed under ', h('code', {}, 'subnets'), ' in ', h('code', {}, 'etc/io.kitty.ping.cfg'), '.'),
      h('li', {}, h('b', {}, 'See what the protocols say. '), h('a', { href: '#/protocols' }, 'Protocols'), ' shows what each hears on which interface, and what stands in its way.'),
      h('li', {}, h('b', {}, 'No machine at hand? '), 'Start the hub with ', h('code', {}, 'KITTY_DEMO=1'), ' and a dozen simulated ones appear.')),
    h('button', { type: 'button', class: 'main', onclick: search }, icon('search'), 'Scan now'),
    where);
}
