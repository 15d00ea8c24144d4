// Carries a run of the generation on, request by request, and moves its bar. Without this script
// the button "Go on" does the same, one request at a time.
const region = document.querySelector("[data-run]");
const PAUSE_WHILE_ANOTHER_WORKS_MS = 1000;

const stateOf = (root) => root.querySelector("[data-run-state]");
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const showParts = (fresh) => {
  const shown = stateOf(region);
  if (shown.dataset.runState !== fresh.dataset.runState) {
    shown.replaceWith(fresh);
    return true;
  }
  // The buttons stay as they are, or one would be taken away under a pressing finger.
  let moved = false;
  for (const part of ["progress", "items"]) {
    const selector = `[data-run-part="${part}"]`;
    const before = shown.querySelector(selector);
    const after = fresh.querySelector(selector);
    moved = moved || before.innerHTML !== after.innerHTML;
    before.replaceWith(after);
  }
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
