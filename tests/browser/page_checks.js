// What a page owes its visitors, measured in the page itself. Each check returns what is wrong.
(() => {
  const LEAST_TARGET = 24;
  const LEAST_OUTLINE = 2;
  const LEAST_CONTRAST = 3;
  const USED = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";

  const used = () =>
    [...document.querySelectorAll(USED)].filter(
      (each) => each.checkVisibility() && each.tabIndex >= 0 && !each.closest(".skip-link"),
    );
  const name = (each) => each.outerHTML.replace(/\s+/g, " ").slice(0, 120);

  const outside = ({ left, right }) =>
    Math.max(0, Math.round(right - document.documentElement.clientWidth), Math.round(-left));

  // By how many pixels the page is wider than its window. What is fixed there makes no scrollbar.
  function overflow() {
    const { scrollWidth, clientWidth } = document.documentElement;
    const fixed = [...document.querySelectorAll(".phone-bar, .phone-bar *")].filter((each) =>
      each.checkVisibility(),
    );
    return Math.max(
      scrollWidth - clientWidth,
      ...fixed.map((each) => outside(each.getBoundingClientRect())),
    );
  }

  // Which part of the window is always covered, from 0 to 1.
  function covered() {
    return [...document.querySelectorAll("body *")]
      .filter((each) => ["fixed", "sticky"].includes(getComputedStyle(each).position))
      .reduce((sum, each) => sum + each.getBoundingClientRect().height / innerHeight, 0);
  }

  // A label is a part of what it names.
  function boxOf(each) {
    const label = each.matches("input") && each.closest("label");
    return (label || each).getBoundingClientRect();
  }

  function standsInText(link) {
    if (getComputedStyle(link).display !== "inline") return false;
    let block = link.parentElement;
    while (getComputedStyle(block).display === "inline") block = block.parentElement;
    const copy = block.cloneNode(true);
    copy.querySelectorAll("a").forEach((each) => each.remove());
    return /\p{L}/u.test(copy.textContent);
  }

  const middle = (box) => [(box.left + box.right) / 2, (box.top + box.bottom) / 2];

  // WCAG 2.5.8, with its exceptions for links in a sentence and for what stands far from others.
  // What scrolls under the bar at the foot is next to it now and not a moment later.
  function smallTargets() {
    const all = used().map((each) => [each, boxOf(each)]);
    const isInBar = (each) => Boolean(each.closest(".phone-bar"));
    const isSmall = ({ width, height }) => Math.min(width, height) < LEAST_TARGET - 0.5;
    const isNear = (box, other) => {
      const [x, y] = middle(box);
      const [otherX, otherY] = middle(other);
      const across = Math.max(other.left - x, 0, x - other.right);
      const down = Math.max(other.top - y, 0, y - other.bottom);
      return (
        Math.hypot(across, down) < LEAST_TARGET / 2 ||
        (isSmall(other) && Math.hypot(otherX - x, otherY - y) < LEAST_TARGET)
      );
    };
    return all
      .filter(([each, box]) => isSmall(box) && !standsInText(each))
      .filter(([each, box]) =>
        all.some(
          ([other, where]) =>
            other !== each && isInBar(other) === isInBar(each) && isNear(box, where),
        ),
      )
      .map(([each]) => name(each));
  }

  const channels = (color) => (color.match(/[\d.]+/g) ?? []).map(Number);

  function luminance(color) {
    const [red, green, blue] = channels(color).map((each) => {
      const part = each / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }

  function contrast(one, other) {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  }

  function ground(each) {
    for (let at = each.parentElement; at; at = at.parentElement) {
      const color = getComputedStyle(at).backgroundColor;
      if ((channels(color)[3] ?? 1) === 1) return color;
    }
    return "rgb(255, 255, 255)";
  }

  // What is wrong with how the focus shows where it is now. WCAG 2.4.7, 2.4.11, 1.4.11.
  function focusProblem() {
    const each = document.activeElement;
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(each);
    const box = each.getBoundingClientRect();
    const bar = document.querySelector(".phone-bar");
    const isFixed = bar && getComputedStyle(bar).position === "fixed";
    const problem =
      outlineStyle === "none" || parseFloat(outlineWidth) < LEAST_OUTLINE ? "no outline"
      : contrast(outlineColor, ground(each)) < LEAST_CONTRAST ? "faint outline"
      : box.bottom <= 0 || box.top >= innerHeight ? "out of sight"
      : isFixed && !bar.contains(each) && box.bottom > bar.getBoundingClientRect().top ? "covered"
      : "";
    return problem && `${problem}: ${name(each)}`;
  }

  // Focuses one thing after the other, as Tab does. The keyboard must have been used before.
  function focusProblems() {
    const problems = [];
    document.activeElement.blur();
    for (const each of [document.querySelector(".skip-link"), ...used()].filter(Boolean)) {
      each.focus();
      problems.push(each === document.activeElement ? focusProblem() : `no focus: ${name(each)}`);
    }
    document.activeElement.blur();
    return problems.filter(Boolean);
  }

  // Everything open, and the line about now with all that it can say.
  function openAll() {
    for (const each of document.querySelectorAll("details")) each.open = true;
    for (const line of document.querySelectorAll(".hours__now")) {
      line.textContent = Object.values(line.dataset).join(" ");
      line.hidden = false;
    }
  }

  // WCAG 1.4.12.
  function spaceOut(isOn) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`
      * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
      p { margin-block-end: 2em !important; }`);
    document.adoptedStyleSheets = isOn ? [sheet] : [];
  }

  window.pageChecks = {
    overflow, covered, smallTargets, focusProblem, focusProblems, openAll, spaceOut,
  };
})();
