// Shows the gate's verdict on the page, and anew whenever the editor has saved what was typed.
const panel = document.querySelector("[data-gate-verdict]");

async function refresh() {
  const response = await fetch(panel.dataset.gateVerdict, { credentials: "same-origin" });
  if (!response.ok) return;
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
