// SPDX-License-Identifier: Apache-2.0
// The view of the protocols, which look for machines, and of the services, which do not.
import { request, path } from '../hub/api.js';
import { UP } from '../hub/status.js';
import { t } from '../model/language.js';
import { isProtocol, machinesByProtocol, moduleName } from '../model/modules.js';
import { h, icon, keyed } from '../parts/dom.js';
import { perform, toast } from '../parts/toast.js';
import { moduleCard } from './moduleCard.js';

/** The order of the states: what needs attention first, what is disabled last. */
const ORDER = ['failed', 'degraded', 'starting', 'running', 'disabled'];

export function protocols(store, status) {
  const title = h('h1', { tabindex: '-1' }, t('protocols'));
  const looking = h('div', { class: 'cards' });
  const others = h('div', { class: 'cards' });
  const heading = h('h2', {}, t('hubServices'));
  const all = h('button', { type: 'button', onclick: () => perform('scan', scanAll) }, icon('search'), t('scanAll'));
  const element = h('div', { class: 'view' }, h('div', { class: 'headline' }, title, all), looking, heading, others);

  async function scanAll() {
    const up = status.modules.filter((module) => isProtocol(module) && UP.includes(module.state));
    const answers = await Promise.allSettled(up.map(({ id }) => request('POST', `${path('protocols', id)}/scan`)));
    const begun = answers.filter((answer) => answer.status === 'fulfilled').length;
    if (begun === 0 && answers.length > 0) {
      throw answers[0].reason;
    }
    toast(t('scansStarted', begun));
    await status.now();
  }

  function update() {
    const machines = machinesByProtocol(store.machines.values());
    const rank = ({ state }) => ORDER.indexOf(state);
    const items = [...status.modules]
      .sort((a, b) => rank(a) - rank(b) || moduleName(a.id).localeCompare(moduleName(b.id)))
      .map((module) => ({ module, machines: machines.get(module.id) ?? 0 }));
    const show = (box, list) => keyed(box, list, ({ module }) => module.id, ({ module }) => moduleCard(module, status));
    show(looking, items.filter(({ module }) => isProtocol(module)));
    const rest = items.filter(({ module }) => !isProtocol(module));
    show(others, rest);
    heading.hidden = rest.length === 0;
  }

  status.onChange(() => element.isConnected && update());
  return {
    element,
    title: () => t('protocols'),
    show(route, moved) {
      update();
      status.now();
      moved && title.focus();
    },
    hide() {},
  };
}
