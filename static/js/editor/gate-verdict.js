// Shows the gate's verdict on the page, and anew whenever the editor has saved what was typed.
const panel = document.querySelector("[data-gate-verdict]");

let asked = 0;

async function refresh() {
  asked += 1;
  const number = asked;
  const response = await fetch(panel.dataset.gateVerdict, { credentials: "same-origin" });
  // Redirected means signed out. An answer that was overtaken by a later one is dropped.
  if (!response.ok || response.redirected || number !== asked) return;
  const open = [...panel.querySelectorAll("details")].map((details) => details.open);
  panel.innerHTML = await response.text();
  panel.querySelectorAll("details").forEach((details, index) => {
    details.open = open[index] ?? details.open;
  });
}

if (panel) {
  refresh();
  document.addEventListener("w-autosave:success", refresh);
}
