// SPDX-License-Identifier: Apache-2.0
// The page of one machine. Each section updates itself, so that nothing moves while it is used.
import { path } from '../hub/api.js';
import { t } from '../model/language.js';
import { machineHash } from '../model/route.js';
import { h, icon } from '../parts/dom.js';
import { deviceDetails } from './deviceDetails.js';
import { evidence } from './evidence.js';
import { history } from './history.js';
import { job } from './job.js';
import { machineHead } from './machineHead.js';
import { overrides } from './overrides.js';
import { services } from './services.js';
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
  const top = machineHead(store, () => { location.hash = back; });
  const cautions = warnings(store);
  const body = h('div', { class: 'sections' });
  const missing = h('div', { class: 'blank', hidden: true }, h('h2', {}, t('notKnown')), h('p', {}, t('notKnownWhy')));
  const element = h('div', { class: 'view' }, link, top.element, cautions.element, body, missing);

  /** Shows the machine, or that it is missing. */
  function show(isThere) {
    missing.hidden = isThere;
    top.element.hidden = body.hidden = cautions.element.hidden = !isThere;
  }

  function update() {
    const now = store.machines.get(id);
    if (!now) {
      return;
    }
    show(true);
    current = now;
    if (shownId !== id) {
      shownId = id;
      const [day, left, right] = [[job(), history()], [deviceDetails(), services()], [evidence(), overrides(store)]];
      sections = [day, left, right].flat();
      body.replaceChildren(...[day, left, right].map((column) => h('div', { class: 'column' }, column.map((section) => section.element))));
    }
    document.title = `${now.title} – ${t('pageTitle')}`;
    top.update(now);
    cautions.update(now);
    sections.forEach((section) => section.update(now));
  }

  /** Loads this machine; an alias redirects to its machine. */
  async function refresh() {
    clearTimeout(timer);
    const asked = id;
    try {
      const found = await store.refresh(asked, path('devices', asked));
      if (found !== asked && asked === id) {
        location.replace(machineHash(found));
      }
    } catch (problem) {
      if (problem.status === 404 && asked === id) {
        show(false);
        return;
      }
    }
    if (asked !== id) {
      return;
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
        top.element.hidden = body.hidden = cautions.element.hidden = true;
      }
      link.href = back;
      missing.hidden = true;
      update();
      refresh();
      if (moved) {
        scrollTo({ top: 0, behavior: 'instant' });
        top.focus();
      }
    },
    hide() { clearTimeout(timer); },
  };
}
