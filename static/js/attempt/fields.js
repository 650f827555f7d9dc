// The fields of one question: read as a form would send them, and filled with what another tab wrote. ``answer:filled`` on the question tells
// whoever draws it.

export function questionOf(target) {
  return Number(target.closest?.("[data-question]")?.dataset.question ?? 0);
}

export function fieldsOf(form, position) {
  const name = `q${position}`;
  return [...new FormData(form)].filter(([key, value]) => (key === name || key.startsWith(`${name}-`)) && typeof value === "string");
}

export function fill(form, position, fields) {
  const left = new Map();
  for (const [name, value] of fields) left.set(name, [...(left.get(name) ?? []), value]);
  const question = form.querySelector(`[data-question="${position}"]`);
  if (!question) return; // on another page of this attempt
  for (const field of question.querySelectorAll("[name]")) {
    const values = left.get(field.name) ?? [];
    if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
    else if (field.type !== "hidden" && values.length) field.value = values.shift();
  }
  question.dispatchEvent(new Event("answer:filled", { bubbles: true }));
}
