// SPDX-License-Identifier: Apache-2.0
// Exchanges the token, or the code in the URL, for a session, then shows the page.
import { codeIn, redeem } from './hub/code.js';
import { t, translateDocument } from './model/language.js';

const answer = document.getElementById('answer');

async function begin(what) {
  try {
    const response = await what();
    if (response.ok) {
      location.reload();
    } else {
      answer.textContent = (await response.json()).detail;
    }
  } catch {
    answer.textContent = t('hubAway');
  }
}

translateDocument();
document.getElementById('login').addEventListener('submit', (event) => {
  event.preventDefault();
  const headers = { Authorization: `Bearer ${document.getElementById('token').value.trim()}` };
  begin(() => fetch('./session', { method: 'POST', headers, credentials: 'same-origin' }));
});
const code = codeIn(location.hash);
if (code) {
  begin(() => redeem(code));
}
// The hub tells browsers on its own machine the path of the token's file.
const problem = await fetch('./session').then((response) => response.json(), () => ({}));
document.getElementById('where').textContent = t('tokenWhere', problem.token_file);
