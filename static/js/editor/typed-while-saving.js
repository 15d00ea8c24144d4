// Saves what was typed while Wagtail was saving. When an automatic save has come back, Wagtail takes
// the form as it then stands for saved, with the words that were typed meanwhile: they would be
// stored with the next change, or never, and nobody would be asked before leaving. Here the form is
// compared with what was sent, and a difference is announced as Wagtail announces an edit.
const sent = new WeakMap();

function entries(data, leftOut) {
  return new URLSearchParams(
    [...data].filter(([name]) => !leftOut.has(name) && !name.startsWith("comments-")),
  ).toString();
}

document.addEventListener("w-autosave:save", ({ target, detail }) => {
  sent.set(target, detail.formData);
});

document.addEventListener("w-autosave:success", ({ target, detail }) => {
  const saved = sent.get(target);
  if (!saved) return;
  // What the server has set in the form, as the numbers of new rows, nobody typed.
  const own = new Set([
    "csrfmiddlewaretoken",
    "next",
    "overwrite_revision_id",
    "loaded_revision_id",
    "loaded_revision_created_at",
    ...Object.keys(detail.response.field_updates ?? {}),
  ]);
  if (entries(saved, own) === entries(new FormData(target), own)) return;
  const edited = { bubbles: true, cancelable: true, detail: { type: "edits" } };
  target.dispatchEvent(new CustomEvent("w-unsaved:add", edited));
});
