// SPDX-License-Identifier: Apache-2.0
// The view of the sign-in: a code for the phone, the sessions, and log-out.
import { path, request } from '../hub/api.js';
import { t } from '../model/language.js';
import { agentWord } from '../model/agent.js';
import { ago } from '../parts/clock.js';
import { h, keyed } from '../parts/dom.js';
import { perform, toast } from '../parts/toast.js';
import { phoneCard } from './phoneCard.js';

const PAUSE = 5000;

export function signIn() {
  let timer = 0;
  const title = h('h1', { tabindex: '-1' }, t('signIn'));
  const out = h('button', { type: 'button', onclick: () => perform('logOut', logOut) }, t('logOut'));
  const note = h('p', { class: 'faint' });
  const phone = phoneCard();
  const list = h('ul', { class: 'sessions' });
  const sessions = h('section', { class: 'card', 'aria-labelledby': 'sessions' }, h('h2', { id: 'sessions' }, t('sessions')), list);
  const element = h('div', { class: 'view' }, h('div', { class: 'headline' }, title, out), note, h('div', { class: 'cards' }, phone.element, sessions));

  async function load() {
    clearTimeout(timer);
    try {
      const { owner, session, automatic } = await request('GET', '/session');
      out.hidden = !session || automatic;
      note.textContent = t(automatic ? 'signedInHere' : owner ? 'signedInAsOwner' : session ? 'signedInByToken' : 'notSignedIn');
      phone.element.hidden = !owner;
      sessions.hidden = !owner;
      keyed(list, owner ? await request('GET', '/sessions') : [], ({ id }) => id, item);
    } finally {
      if (element.isConnected) {
        timer = setTimeout(() => load().catch(() => {}), PAUSE);
      }
    }
  }

  async function logOut() {
    await request('DELETE', '/session');
    location.reload();
  }

  function item({ id, token, address, agent, begun, own }) {
    const browser = agentWord(agent) || t('unknownBrowser');
    const end = h('button', {
      type: 'button', class: 'deed', onclick: () => perform('endSession', () => endSession(id)), 'aria-label': t('endSessionOf', browser, address),
    }, t('endSession'));
    return {
      element: h('li', {},
        h('div', {}, h('b', { title: agent }, browser), own ? h('span', { class: 'pill', 'data-tone': 'ok' }, t('thisOne')) : null,
          h('p', { class: 'faint' }, h('span', { class: 'address' }, address), ' · ', t('begun'), ' ', ago(begun), token ? ` · ${t('byToken', token)}` : '')),
        own ? null : end),
    };
  }

  async function endSession(id) {
    await request('DELETE', path('sessions', id));
    toast(t('sessionEnded'));
    await load();
  }

  return {
    element,
    title: () => t('signIn'),
    show(route, moved) {
      perform('load', load);
      moved && title.focus();
    },
    hide() {
      clearTimeout(timer);
      phone.hide();
    },
  };
}
