// SPDX-License-Identifier: Apache-2.0
// What a person can do with a machine: open its page, wake it, copy, ignore, forget.
import { annotate } from '../hub/annotations.js';
import { path, request } from '../hub/api.js';
import { supports } from '../hub/capabilities.js';
import { isLocalMac, pagesOf } from '../model/address.js';
import { t } from '../model/language.js';
import { confirmed } from '../parts/confirm.js';
import { copy } from '../parts/copy.js';
import { h, icon, keyed, setText } from '../parts/dom.js';
import { menu } from '../parts/facet.js';
import { perform, toast } from '../parts/toast.js';

/** @param leave leaves the page of the machine */
export function deeds(store, leave) {
  let machine = null;

  const open = h('a', { class: 'button main', target: '_blank', rel: 'noreferrer noopener' }, t('openPage'), icon('out'));
  const list = h('ul', {});
  const pages = menu(t('itsPages'), [list]);
  const wake = button(t('wake'), () => perform('wake', async () => {
    await request('POST', `${path('devices', machine.id)}/wake`);
    toast(t('woken', machine.title));
  }));
  const address = h('button', { type: 'button', onclick: () => copy(machine.address) }, t('copyAddress'));
  const serial = h('button', { type: 'button', onclick: () => copy(machine.json.serial) }, t('copySerial'));
  const ignore = button('', () => perform('ignore', () => setIgnored(machine.id, !machine.ignored)));
  const forget = button(t('forget'), async () => {
    const { id, title } = machine;
    if (await confirmed(t('forgetQuestion', title), t('forget'))) {
      await perform('forget', async () => {
        await request('DELETE', path('devices', id), { fine: [404] });
        leave();
        toast(t('forgotten', title));
      });
    }
  });

  async function setIgnored(id, ignored) {
    await annotate(store, id, { ignored });
    toast(t(ignored ? 'ignoredNow' : 'shownAgain'), { action: t('undo'), onAction: () => perform('ignore', () => setIgnored(id, !ignored)) });
  }

  return {
    element: h('div', { class: 'acts', role: 'group', 'aria-label': t('deeds') }, open, pages, wake, address, serial, ignore, forget),
    update(now) {
      machine = now;
      const all = pagesOf(now);
      open.hidden = all.length === 0;
      pages.hidden = all.length < 2;
      all[0] && open.setAttribute('href', all[0].link);
      keyed(list, all.slice(0, 32), (page) => `${page.link} ${page.name}`, entry);
      const { mac, serial: number } = now.json;
      wake.hidden = !mac || isLocalMac(mac) || !supports('post', '/devices/{id}/wake');
      address.hidden = !now.address;
      serial.hidden = !number;
      ignore.hidden = !supports('put', '/devices/{id}/user');
      setText(ignore, t(now.ignored ? 'showAgain' : 'ignoreIt'));
      forget.hidden = !supports('delete', '/devices/{id}');
    },
  };
}

function button(text, onclick) {
  return h('button', { type: 'button', class: 'deed', onclick }, text);
}

function entry({ link, name, where }) {
  return { element: h('li', {}, h('a', { href: link, target: '_blank', rel: 'noreferrer noopener' }, h('span', {}, name), h('span', { class: 'faint' }, where))) };
}
