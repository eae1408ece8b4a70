/** A template tag that escapes whatever is put in, unless it is a template itself. */
class Markup {
  constructor(text) { this.text = text; }
  toString() { return this.text; }
}

const ESCAPES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (value) => String(value).replace(/[&<>"']/g, (sign) => ESCAPES[sign]);

function put(value) {
  if (value === undefined || value === null || value === false) return '';
  if (Array.isArray(value)) return value.map(put).join('');
  return value instanceof Markup ? value.text : escaped(value);
}

export const html = (strings, ...values) =>
  new Markup(strings.reduce((text, part, index) => text + put(values[index - 1]) + part));

/** Text with `{name}` filled in. */
export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
