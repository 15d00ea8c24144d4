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

// A question that was searched away, or in a browser that does not open a disclosure by itself.
function openNamedQuestion() {
  const answer = document.getElementById(location.hash.slice(1));
  if (!answer) return;
  const question = answer.closest("details.question");
  const wasSeen = !answer.closest("[hidden]") && (!question || question.open);
  if (wasSeen) return;
  if (answer.closest("[hidden]")) {
    const field = document.getElementById("question-search");
    field.value = "";
    field.dispatchEvent(new Event("input"));
  }
  if (question) question.open = true;
  answer.scrollIntoView();
}

const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/’/g, "'").toLowerCase();

// Search within the questions of a page, and open or close all that are left.
function searchQuestions(tools) {
  const questions = [...document.querySelectorAll("details.question")];
  const texts = questions.map((question) => plain(question.textContent));
  const field = tools.querySelector("input");
  const search = () => {
    const words = plain(field.value).split(/\s+/).filter(Boolean);
    questions.forEach((question, number) => {
      question.hidden = !words.every((word) => texts[number].includes(word));
    });
    for (const group of document.querySelectorAll(".question-group")) {
      group.hidden = !group.querySelector("details:not([hidden])");
    }
    const found = questions.filter((question) => !question.hidden).length;
    const sentence = tools.dataset[found > 1 ? "some" : found ? "one" : "none"];
    tools.querySelector("[role=status]").textContent = words.length
      ? sentence.replace("_n_", found).replace("_all_", questions.length)
      : "";
  };
  field.addEventListener("input", search);
  for (const button of tools.querySelectorAll("button")) {
    button.addEventListener("click", () => {
      for (const question of questions) {
        if (!question.hidden) question.open = "open" in button.dataset;
      }
    });
  }
  tools.hidden = false;
}

// For browsers that cannot print a closed disclosure.
function openForPrint() {
  for (const question of document.querySelectorAll("details.question:not([open])")) {
    question.open = true;
    addEventListener("afterprint", () => { question.open = false; }, { once: true });
  }
}

document.querySelectorAll("table[data-time-zone]").forEach(markToday);
document.querySelectorAll(".question-tools").forEach(searchQuestions);
openNamedQuestion();
addEventListener("hashchange", openNamedQuestion);
addEventListener("beforeprint", openForPrint);
