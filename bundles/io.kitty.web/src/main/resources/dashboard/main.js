// SPDX-License-Identifier: Apache-2.0
// Wires the parts of the page together, and shows the view that the address names.
import { House } from './hub/house.js';
import { listen } from './hub/live.js';
import { watch } from './hub/status.js';
import { offers, learn } from './hub/offers.js';
import { parse } from './model/route.js';
import { banner } from './parts/banner.js';
import { tick } from './parts/clock.js';
import { news } from './parts/news.js';
import { switcher } from './parts/theme.js';
import { announcements } from './views/announcements.js';
import { machine } from './views/machine.js';
import { machines } from './views/machines.js';
import { protocols } from './views/protocols.js';

const house = new House();
const status = watch();
const views = {
  machines: machines(house, status),
  machine: machine(house),
  announcements: announcements(),
  protocols: protocols(status),
};
const content = document.getElementById('content');
let shown = null;

/** Goes to the view of the address. Focus follows, but not when the page has just come up. */
function go() {
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
  document.title = `${view.title()} – Kitty Discovery`;
}

document.querySelector('.skip').addEventListener('click', (event) => {
  event.preventDefault();
  content.focus();
});
banner(status);
news(house);
switcher(document.getElementById('theme'));
setInterval(tick, 1000);
listen(house, document.getElementById('live'));
addEventListener('hashchange', go);
go();
await learn();
document.querySelector('.tabs [data-view=announcements]').hidden = !offers('get', '/announcements');
go();
