// Carries a run of the generation on, request by request, and moves its bar. Without this script
// the button "Go on" does the same, one request at a time.
const region = document.querySelector("[data-run]");
const PAUSE_WHILE_ANOTHER_WORKS_MS = 1000;

const stateOf = (root) => root.querySelector("[data-run-state]");
const rowsOf = (root) => root.querySelectorAll('[data-run-part="items"] tr');
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const showParts = (fresh) => {
  const shown = stateOf(region);
  if (shown.dataset.runState !== fresh.dataset.runState) {
    const hadFocus = shown.contains(document.activeElement);
    shown.replaceWith(fresh);
    if (hadFocus) region.focus();
    return true;
  }
  // Buttons and rows that say the same stay, or one would be taken away under a pressing finger.
  let moved = false;
  const parts = (root) => [root.querySelector('[data-run-part="progress"]'), ...rowsOf(root)];
  const before = parts(shown);
  parts(fresh).forEach((part, index) => {
    if (before[index].innerHTML === part.innerHTML) return;
    before[index].replaceWith(part);
    moved = true;
  });
  return moved;
};

const carryOn = async () => {
  let form = region.querySelector("[data-carry-on]");
  if (!form) return;
  while (form) {
    form.hidden = true;
    const response = await fetch(form.action, {
      method: "POST",
      body: new FormData(form),
      headers: { "X-Requested-With": "XMLHttpRequest" },
    });
    if (!response.ok || response.redirected) throw new Error(`Answer ${response.status}`);
    const answer = new DOMParser().parseFromString(await response.text(), "text/html");
    if (!showParts(stateOf(answer))) await pause(PAUSE_WHILE_ANOTHER_WORKS_MS);
    form = region.querySelector("[data-carry-on]");
  }
  document.querySelector("[data-run-announcement]").textContent =
    stateOf(region).dataset.runSummary;
};

if (region) {
  carryOn().catch(() => {
    const form = region.querySelector("[data-carry-on]");
    if (form) form.hidden = false;
    document.querySelector("[data-run-failure]").hidden = false;
  });
}
