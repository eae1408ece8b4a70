/** Making and finding elements, as text nodes and attributes only. */
export const find = (selector, root = document) => root.querySelector(selector);
export const all = (selector, root = document) => [...root.querySelectorAll(selector)];

/** An element: `make('p', {class: 'x', hidden: true, onclick: fn}, 'text', child)`. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat().filter((child) => child !== undefined && child !== null && child !== false));
  return element;
}

/** Says a sentence to who cannot see the page. */
export function announce(text) {
  const place = find('[data-says]');
  if (place) place.textContent = text;
}

export const show = (element, visible) => { if (element) element.hidden = !visible; };
