// SPDX-License-Identifier: Apache-2.0
// Connects the parts of the page, and shows the view of the URL.
import { DeviceStore } from './hub/deviceStore.js';
import { followEvents } from './hub/live.js';
import { watchStatus } from './hub/status.js';
import { supports, loadCapabilities } from './hub/capabilities.js';
import { switchLanguage, t, translateDocument } from './model/language.js';
import { parse } from './model/route.js';
import { banner } from './parts/banner.js';
import { tick } from './parts/clock.js';
import { keyHelp } from './parts/keys.js';
import { notifyChanges } from './parts/notifications.js';
import { switcher } from './parts/theme.js';
import { announcements } from './views/announcements.js';
import { machine } from './views/machine.js';
import { machines } from './views/machines.js';
import { protocols } from './views/protocols.js';
import { wall } from './views/wall.js';

translateDocument();
const store = new DeviceStore();
const status = watchStatus();
const views = {
  machines: machines(store, status),
  machine: machine(store),
  announcements: announcements(),
  protocols: protocols(store, status),
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
  }
  view.show(route, moved);
  document.title = `${view.title()} – ${t('pageTitle')}`;
}

document.querySelector('.skip').addEventListener('click', (event) => {
  event.preventDefault();
  content.focus();
});
banner(status);
keyHelp();
notifyChanges(store);
switcher(document.getElementById('theme'));
document.getElementById('language').addEventListener('click', switchLanguage);
setInterval(tick, 1000);
followEvents(store, document.getElementById('live'));
addEventListener('hashchange', navigate);
navigate();
await loadCapabilities();
document.querySelector('.tabs [data-view=announcements]').hidden = !supports('get', '/announcements');
navigate();
