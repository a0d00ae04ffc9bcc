// SPDX-License-Identifier: Apache-2.0
// Connects the parts of the page, and shows the view of the URL.
import { reason } from './hub/api.js';
import { codeIn, redeem } from './hub/code.js';
import { DeviceStore } from './hub/deviceStore.js';
import { followEvents } from './hub/live.js';
import { watchStatus } from './hub/status.js';
import { supports, loadCapabilities } from './hub/capabilities.js';
import { switchLanguage, t, translateDocument } from './model/language.js';
import { parse } from './model/route.js';
import { banner } from './parts/banner.js';
import { tick } from './parts/clock.js';
import { icon } from './parts/dom.js';
import { foot } from './parts/foot.js';
import { keyHelp } from './parts/keys.js';
import { reportChanges } from './parts/liveRegion.js';
import { switcher } from './parts/theme.js';
import { toast } from './parts/toast.js';
import { announcements } from './views/announcements.js';
import { machine } from './views/machine.js';
import { machines } from './views/machines.js';
import { notifications } from './views/notifications.js';
import { protocols } from './views/protocols.js';
import { signIn } from './views/signIn.js';
import { wall } from './views/wall.js';

translateDocument();
await redeemCode();
const store = new DeviceStore();
const status = watchStatus();
const views = {
  machines: machines(store, status),
  machine: machine(store),
  announcements: announcements(),
  protocols: protocols(store, status),
  notifications: notifications(store),
  'sign-in': signIn(),
  wall: wall(store),
};
const content = document.getElementById('content');
let shown = null;

/** Shows the view of the URL. Moves the focus to it, except when the page is loaded. */
function navigate() {
  const route = parse(location.hash);
  const view = views[route.view];
  const moved = shown !== null && (view !== shown || route.view === 'machine');
  if (view !== shown) {
    if (shown === views.machines) {
      views.machine.cameFrom(shown.address());
    }
    shown?.hide();
    content.replaceChildren(view.element);
    shown = view;
  }
  for (const tab of document.querySelectorAll('.tabs a')) {
    const current = tab.dataset.view === route.view || (route.view === 'machine' && tab.dataset.view === 'machines');
    current ? tab.setAttribute('aria-current', 'page') : tab.removeAttribute('aria-current');
    current && tab.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }
  view.show(route, moved);
  document.title = `${view.title()} – ${t('pageTitle')}`;
}

function tab(view) {
  return document.querySelector(`.tabs [data-view=${view}]`);
}

/** Shows the tabs of what is installed now. */
function showInstalled() {
  tab('notifications').hidden = !supports('get', '/notifications') || !status.installed('notify');
}

/** Begins a session with the code in the URL, if there is one. */
async function redeemCode() {
  const code = codeIn(location.hash);
  if (code) {
    const response = await redeem(code).catch(() => null);
    toast(response?.ok ? t('signedIn') : `${t('notDone', 'signIn')}: ${response ? await reason(response) : t('whyNot', 'none')}`, { bad: !response?.ok });
  }
}

document.querySelector('.skip').addEventListener('click', (event) => {
  event.preventDefault();
  content.focus();
});
banner(status);
foot(status);
keyHelp();
reportChanges(store);
document.getElementById('account').append(icon('key'));
switcher(document.getElementById('theme'));
document.getElementById('language').addEventListener('click', switchLanguage);
setInterval(tick, 1000);
followEvents(store, document.getElementById('live'));
addEventListener('hashchange', navigate);
navigate();
await loadCapabilities();
document.getElementById('account').hidden = !supports('get', '/sessions');
tab('announcements').hidden = !supports('get', '/announcements');
status.onChange(showInstalled);
showInstalled();
navigate();
