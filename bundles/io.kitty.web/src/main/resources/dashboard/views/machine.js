// SPDX-License-Identifier: Apache-2.0
// The page of one machine. Each section updates itself, so that nothing moves while it is used.
import { path } from '../hub/api.js';
import { safeLink } from '../model/address.js';
import { t } from '../model/language.js';
import { statusWord } from '../model/words.js';
import { h, icon, setIcon, setText } from '../parts/dom.js';
import { deviceDetails } from './deviceDetails.js';
import { evidence } from './evidence.js';
import { history } from './history.js';
import { job } from './job.js';
import { overrides } from './overrides.js';
import { services } from './services.js';
import { user } from './user.js';
import { warnings } from './warnings.js';

const REFRESH = 10_000;

export function machine(store) {
  let id = '';
  let timer = 0;
  let sections = [];
  let shownId = null;
  let back = '#/machines';
  let current = null;

  const link = h('a', { class: 'back' }, icon('back'), t('allMachines'));
  const sign = icon('device');
  const tile = h('span', { class: 'tile big' }, sign);
  const title = h('h1', { tabindex: '-1' });
  const made = h('p', { class: 'faint' });
  const pill = h('span', { class: 'pill' });
  const page = h('a', { class: 'button main', target: '_blank', rel: 'noreferrer noopener' }, t('openPage'), icon('out'));
  const cautions = warnings();
  const body = h('div', { class: 'sections' });
  const top = h('header', { class: 'machinehead' }, tile, h('div', {}, title, made), pill, page);
  const missing = h('div', { class: 'blank', hidden: true }, h('h2', {}, t('notKnown')), h('p', {}, t('notKnownWhy')));
  const element = h('div', { class: 'view' }, link, top, cautions.element, body, missing);

  function update() {
    const now = store.machines.get(id);
    if (!now) {
      return;
    }
    missing.hidden = true;
    top.hidden = body.hidden = false;
    current = now;
    if (shownId !== id) {
      shownId = id;
      const [day, left, right] = [[job(), history()], [deviceDetails(), services()], [evidence(store), user(store), overrides(store)]];
      sections = [day, left, right].flat();
      body.replaceChildren(...[day, left, right].map((column) => h('div', { class: 'column' }, column.map((section) => section.element))));
    }
    setText(title, now.title);
    document.title = `${now.title} – ${t('pageTitle')}`;
    setText(made, [now.made.startsWith(now.kindLabel) ? '' : now.kindLabel, now.made, now.room].filter(Boolean).join(' · '));
    setIcon(sign, now.icon);
    tile.dataset.kind = now.icon;
    setText(pill, statusWord(now.status));
    pill.dataset.tone = now.tone;
    const url = safeLink(now.json.url);
    page.hidden = !url;
    url && page.setAttribute('href', url);
    cautions.update(now.warnings);
    sections.forEach((section) => section.update(now));
  }

  /** Loads this machine; an alias redirects to its machine. */
  async function refresh() {
    clearTimeout(timer);
    try {
      const found = await store.refresh(id, path('devices', id));
      if (found !== id) {
        location.replace(`#/machine/${encodeURIComponent(found)}`);
        return;
      }
    } catch (problem) {
      if (problem.status === 404) {
        missing.hidden = false;
        top.hidden = body.hidden = true;
        return;
      }
    }
    if (element.isConnected) {
      timer = setTimeout(refresh, REFRESH);
    }
  }

  store.onChange((changes) => {
    if (element.isConnected && changes.changed.has(id)) {
      store.machines.has(id) ? update() : refresh();
    }
  });

  return {
    element,
    title: () => current?.title ?? t('machine'),
    /** Sets the link back to the list with its filter. */
    cameFrom(hash) { back = hash; },
    show(route, moved) {
      if (route.id !== id) {
        id = route.id;
        current = null;
        cautions.update([]);
        top.hidden = body.hidden = !store.machines.has(id);
      }
      link.href = back;
      missing.hidden = true;
      update();
      refresh();
      if (moved) {
        scrollTo({ top: 0, behavior: 'instant' });
        title.focus({ preventScroll: true });
      }
    },
    hide() { clearTimeout(timer); },
  };
}
