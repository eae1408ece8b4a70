/** The cart's lines on a page: with steppers in the cart, plain elsewhere. A line that stays keeps its element, and the focus in it. */
import { describe } from './catalogue.js';
import { all, announce, find, make } from './dom.js';
import { money, say, t } from './texts.js';
import { setQuantity } from './cart.js';

const linePrice = (sku, price, quantity) => make('tendero-line', { line: sku, class: 'line-price', plain: true }, make('span', { class: 'line-list' }, money(price * quantity)));

function stepper(sku, name, onRemove) {
  const input = make('input', { type: 'number', inputmode: 'numeric', min: '1', max: '99', class: 'quantity-input', 'aria-label': say(t.quantity_of, { name }),
    onchange: () => (Number(input.value) > 0 ? setQuantity(sku, Number(input.value)) : onRemove()) });
  const step = (by) => (Number(input.value) + by > 0 ? setQuantity(sku, Number(input.value) + by) : onRemove());
  return make('div', { class: 'stepper' },
    make('button', { type: 'button', 'aria-label': say(t.less, { name }), onclick: () => step(-1) }, '−'), input,
    make('button', { type: 'button', 'aria-label': say(t.more, { name }), onclick: () => step(1) }, '+'));
}

function editableLine({ sku }, removed) {
  const { name, details, image, path, price } = describe(sku);
  const full = details ? `${name}, ${details}` : name;
  const remove = () => { removed(sku, full); };
  return make('li', { class: 'line', 'data-sku': sku },
    make('a', { href: path, class: 'line-picture', tabindex: '-1', 'aria-hidden': 'true' }, make('img', { src: image, width: '400', height: '400', alt: '' })),
    make('div', { class: 'line-text' }, make('a', { href: path, class: 'line-name' }, name), make('span', { class: 'small muted' }, details),
      make('span', { class: 'small muted' }, say(t.each, { amount: money(price) }))),
    make('div', { class: 'line-money' }, make('tendero-line', { line: sku, class: 'line-price' }, make('span', { class: 'line-list' }))),
    make('div', { class: 'line-tools' }, stepper(sku, full, remove), make('button', { type: 'button', class: 'link', 'aria-label': say(t.remove_of, { name: full }), onclick: remove }, t.remove)));
}

/** Keeps a list of lines with steppers in step with the cart. */
export function editable(list, undoPlace) {
  const removed = (sku, name) => {
    const quantity = Number(find('input', list.querySelector(`[data-sku="${CSS.escape(sku)}"]`)).value) || 1;
    setQuantity(sku, 0);
    const sentence = say(t.removed, { name });
    undoPlace.replaceChildren(make('span', {}, sentence), ' ', make('button', { type: 'button', class: 'link', onclick: () => { setQuantity(sku, quantity); undoPlace.replaceChildren(); } }, t.undo));
    announce(sentence);
    find('button', undoPlace).focus();
  };
  return ({ lines }) => {
    for (const line of all('[data-sku]', list)) if (!lines.some(({ sku }) => sku === line.dataset.sku)) line.remove();
    for (const line of lines) {
      const at = `[data-sku="${CSS.escape(line.sku)}"]`;
      const element = find(at, list) ?? list.appendChild(editableLine(line, removed));
      const input = find('input', element);
      if (Number(input.value) !== line.quantity) input.value = String(line.quantity);
      find('.line-list', element).textContent = money(describe(line.sku).price * line.quantity);
    }
  };
}

/** Lines to read: in the checkout's summary, the review and the confirmation (there with the order's own amounts). */
export function plain(list, lines, totalOf) {
  list.replaceChildren(...lines.map(({ sku, quantity }) => {
    const { name, details, image, price } = describe(sku);
    return make('li', { class: 'line plain', 'data-sku': sku },
      make('span', { class: 'line-picture' }, make('img', { src: image, width: '400', height: '400', alt: '' }), make('span', { class: 'line-count', 'aria-hidden': 'true' }, String(quantity))),
      make('div', { class: 'line-text' }, make('span', { class: 'line-name' }, `${quantity} × ${name}`), make('span', { class: 'small muted' }, details)),
      totalOf ? make('span', { class: 'line-money' }, money(totalOf(sku))) : make('div', { class: 'line-money' }, linePrice(sku, price, quantity)));
  }));
}
