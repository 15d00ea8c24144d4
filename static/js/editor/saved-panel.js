// Fills each panel with what its address answers, and anew whenever the editor has saved. A module,
// so that several panels of one form run it once.
const panels = [...document.querySelectorAll("[data-saved-panel]")];
const asked = new Map();
const answers = new Map();

async function refresh(panel) {
  const number = (asked.get(panel) ?? 0) + 1;
  asked.set(panel, number);
  const response = await fetch(panel.dataset.savedPanel, { credentials: "same-origin" });
  // Redirected means signed out. An answer that was overtaken by a later one is dropped.
  if (!response.ok || response.redirected || number !== asked.get(panel)) return;
  const answer = await response.text();
  // What says the same is not read out again.
  if (number !== asked.get(panel) || answer === answers.get(panel)) return;
  answers.set(panel, answer);
  const open = [...panel.querySelectorAll("details")].map((details) => details.open);
  const focused = [...panel.querySelectorAll("a, summary")].indexOf(document.activeElement);
  panel.innerHTML = answer;
  panel.querySelectorAll("details").forEach((details, index) => {
    details.open = open[index] ?? details.open;
  });
  panel.querySelectorAll("a, summary")[focused]?.focus();
}

if (panels.length) {
  const refreshAll = () => panels.forEach(refresh);
  refreshAll();
  document.addEventListener("w-autosave:success", refreshAll);
}
