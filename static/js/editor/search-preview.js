// Shows title and description as search engines would while the editor types, and fetches anew
// which pages have the same ones whenever the editor has saved. A module, so that it runs once.
const panel = document.querySelector("[data-search-preview]");
const pen = document.createElement("canvas").getContext("2d");
const ELLIPSIS = " …";
let announcing = 0;
let asked = 0;
let answered = "";

function widthOf(text, fontSize) {
  pen.font = `${fontSize}px Arial, Helvetica, sans-serif`;
  return Math.round(pen.measureText(text).width);
}

function cut(text, fontSize, limit) {
  if (widthOf(text, fontSize) <= limit) return text;
  let kept = text;
  while (kept && widthOf(kept + ELLIPSIS, fontSize) > limit) {
    const space = kept.lastIndexOf(" ");
    kept = kept.slice(0, space > 0 ? space : -1);
  }
  return kept.replace(/[ ,;:.]+$/, "") + ELLIPSIS;
}

function fitOf(width, line) {
  if (!width) return "missing";
  if (width > Number(line.desktop)) return "cut";
  if (width > Number(line.phone)) return "cut-on-phone";
  return width < Number(line.least) ? "short" : "fits";
}

// "data-says-cut-on-phone" is among the data as "saysCutOnPhone".
function says(line, fit) {
  return line.getAttribute(`data-says-${fit}`);
}

function show(line) {
  const { dataset } = line;
  const field = document.getElementById(`id_${dataset.field}`);
  const typed = field ? field.value.replace(/\s+/g, " ").trim() : "";
  const text = typed || dataset.default;
  const fontSize = Number(dataset.fontSize);
  const width = widthOf(text, fontSize);
  for (const shown of panel.querySelectorAll(`[data-shown="${dataset.line}"]`)) {
    shown.textContent = cut(text, fontSize, Number(shown.dataset.limit));
  }
  const label = line.querySelector("[data-width]");
  label.textContent = label.dataset.width
    .replace("{width}", width)
    .replace("{limit}", dataset.desktop);
  const message = says(line, fitOf(width, dataset));
  line.querySelector("[data-message]").textContent = message;
  return message;
}

function showAll() {
  return [...panel.querySelectorAll("[data-line]")].map(show).join(" ");
}

// Read out once the editor pauses, and only when it says something new.
function announce(message) {
  const status = panel.querySelector("[data-search-preview-status]");
  clearTimeout(announcing);
  announcing = setTimeout(() => {
    if (status.textContent !== message) status.textContent = message;
  }, 1000);
}

async function refresh() {
  const number = ++asked;
  const response = await fetch(panel.dataset.searchPreview, { credentials: "same-origin" });
  // Redirected means signed out. An answer that was overtaken by a later one is dropped.
  if (!response.ok || response.redirected || number !== asked) return;
  const html = await response.text();
  if (number !== asked || html === answered) return;
  answered = html;
  const answer = panel.querySelector("[data-search-preview-answer]");
  const isOpen = answer.querySelector("details")?.open ?? false;
  const focused = [...answer.querySelectorAll("a, summary")].indexOf(document.activeElement);
  answer.innerHTML = html;
  answer.querySelector("details").open = isOpen;
  answer.querySelectorAll("a, summary")[focused]?.focus();
  showAll();
}

if (panel) {
  showAll();
  document.addEventListener("input", (event) => {
    const fields = [...panel.querySelectorAll("[data-line]")].map((line) => line.dataset.field);
    if (fields.some((name) => event.target.id === `id_${name}`)) announce(showAll());
  });
  document.addEventListener("w-autosave:success", refresh);
}
