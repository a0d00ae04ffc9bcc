// SPDX-License-Identifier: Apache-2.0

// Exchanges the token for a session, then shows the page.
const answer = document.getElementById("answer");

document.getElementById("login").addEventListener("submit", async (event) => {
  event.preventDefault();
  const token = document.getElementById("token").value.trim();
  try {
    const response = await fetch("/session", {
      method: "POST",
      headers: { Authorization: `Bearer ${token}` },
    });
    if (response.ok) {
      location.reload();
    } else {
      answer.textContent = (await response.json()).detail;
    }
  } catch (error) {
    answer.textContent = `The hub does not answer: ${error.message}`;
  }
});
