// Conveniences; every page is complete without them.

// The page may come from a cache, so only the browser knows whether the clinic is open. It is told
// when it opens and closes, in minutes since 1970.
function tellHours(box) {
  const { timeZone, spans, knownUntil } = box.dataset;
  const line = box.querySelector(".hours__now");
  const at = (time, options) =>
    new Date(time).toLocaleString(document.documentElement.lang, { timeZone, ...options });
  const dateOf = (time) => new Date(time).toLocaleDateString("en-CA", { timeZone });
  const nameOfDay = (time, today) => {
    const days = (Date.parse(dateOf(time)) - Date.parse(today)) / 864e5;
    if (days < 2) return days ? line.dataset.tomorrow : line.dataset.today;
    return at(time, { weekday: "long", ...(days > 6 && { month: "long", day: "numeric" }) });
  };
  const show = () => {
    const now = Date.now();
    const today = dateOf(now);
    const special = [...box.querySelectorAll("[data-first]")].find(
      ({ dataset }) => dataset.first <= today && today <= dataset.last,
    );
    const weekday = (new Date(today).getUTCDay() + 6) % 7;
    const row = special ?? box.querySelector(`[data-weekdays*="${weekday}"]`);
    for (const other of box.querySelectorAll("tr")) {
      other.classList.toggle("hours__is-today", other === row);
      other.querySelector(".hours__today").hidden = other !== row;
    }
    if (!line) return;
    const [start, end, opens, closes] =
      JSON.parse(spans).find((span) => now < span[1] * 6e4) ?? [Infinity];
    const isOpen = start * 6e4 <= now;
    const isShut = special && "closed" in special.dataset && !isOpen;
    const says = isOpen ? [end * 6e4 - now > 864e5 ? "always" : "open"]
      : isShut ? ["closure", opens && "next"]
      : [opens ? "opens" : "closed"];
    if (special && !isShut) says.push("special");
    const clock = { hour: "numeric", minute: "numeric" };
    if (at(now, clock) !== at(now, { ...clock, timeZone: undefined })) says.push("elsewhere");
    const words = {
      time: isOpen ? closes : opens,
      day: opens && nameOfDay(start * 6e4, today),
      name: special?.dataset.name,
    };
    line.textContent = says
      .filter(Boolean)
      .map((key) => line.dataset[key].replace(/_(\w+?)_/g, (_, word) => words[word]))
      .join(" ");
    line.hidden = now >= knownUntil * 6e4;
  };
  show();
  setInterval(show, 6e4);
  document.addEventListener("visibilitychange", show);
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

// Search the questions of a page; open or close all that are left.
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
  for (const question of document.querySelectorAll("main details:not([open])")) {
    question.open = true;
    addEventListener("afterprint", () => { question.open = false; }, { once: true });
  }
}

// What was done on this page, told in one message when the reader leaves. The server keeps sums alone.
function countVisit({ counts, page }) {
  if (!counts || navigator.doNotTrack === "1" || navigator.globalPrivacyControl) return;
  let done = new Set(["view"]);
  const kinds = { "[href^='tel:+']": "call", ".directions a": "directions", "[data-appointment], [href*='/request-appointment/']": "appointment" };
  addEventListener("click", ({ target }) => {
    for (const link in kinds) if (target.closest?.(link)) done.add(kinds[link]);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden && done.size) {
      navigator.sendBeacon(counts, [page, ...done].join(" "));
      done = new Set();
    }
  });
}

countVisit(document.body.dataset);
document.querySelectorAll(".opening-hours").forEach(tellHours);
document.querySelectorAll(".question-tools").forEach(searchQuestions);
openNamedQuestion();
addEventListener("hashchange", openNamedQuestion);
addEventListener("beforeprint", openForPrint);
