// Small conveniences; every page is complete without them.

const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

// The days that a line of the table names: "Friday", "Monday to Thursday", "Every day".
function coversDay(text, today) {
  const named = WEEKDAYS.filter((name) => text.includes(name)).map((name) => WEEKDAYS.indexOf(name));
  return named.length === 0 || (named[0] <= today && today <= named.at(-1));
}

// The page may come from a cache, so only the browser knows which day it is at the clinic.
function markToday(table) {
  const now = new Date();
  const at = (options) =>
    new Intl.DateTimeFormat("en-CA", { timeZone: table.dataset.timeZone, ...options }).format(now);
  const date = at({ year: "numeric", month: "2-digit", day: "2-digit" });
  const isSpecial = table.dataset.specialDates
    .split(" ")
    .map((span) => span.split("/"))
    .some(([first, last]) => first <= date && date <= last);
  if (isSpecial) return;
  const today = WEEKDAYS.indexOf(at({ weekday: "long" }));
  const row = [...table.rows].find((line) => coversDay(line.cells[0].textContent, today));
  if (!row) return;
  row.classList.add("hours__is-today");
  row.querySelector(".hours__today").hidden = false;
}

// For browsers that do not yet open a disclosure that holds the linked place.
function openNamedQuestion() {
  const answer = document.getElementById(location.hash.slice(1));
  const question = answer?.closest("details.question");
  if (!question || question.open) return;
  question.open = true;
  answer.scrollIntoView();
}

// For browsers that cannot print a closed disclosure.
function openForPrint() {
  for (const question of document.querySelectorAll("details.question:not([open])")) {
    question.open = true;
    addEventListener("afterprint", () => { question.open = false; }, { once: true });
  }
}

document.querySelectorAll("table[data-time-zone]").forEach(markToday);
openNamedQuestion();
addEventListener("hashchange", openNamedQuestion);
addEventListener("beforeprint", openForPrint);
