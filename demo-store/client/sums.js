/** Amounts beside the cart: list prices inside `<tendero-summary>`, and the total wherever it stays in sight. */
import { count, listPrices, onCart } from './cart.js';
import { all, make } from './dom.js';
import { money, say, t } from './texts.js';
import { onPrices, tendero } from './tendero.js';

const row = (name, value, kind) => make('div', { class: kind }, make('dt', {}, name), make('dd', {}, value));

function listRows() {
  const { subtotal, delivery, total } = listPrices();
  const said = delivery === undefined ? t.delivery_later : delivery ? money(delivery) : t.free;
  return [row(t.subtotal, money(subtotal)), row(t.delivery, said), row(t.total, money(total), 'total')];
}

/** What the shopper would pay now: Tendero's answer, or list prices. Cents. */
export function shownTotal() {
  const priced = tendero && tendero.state !== 'list-prices' && tendero.result?.lines.length;
  return priced ? tendero.result.due : listPrices().total;
}

function paint() {
  for (const list of all('[data-list-prices]')) list.replaceChildren(...listRows());
  document.body.toggleAttribute('data-without-offers', tendero?.state === 'list-prices');
  for (const place of all('[data-total]')) place.textContent = money(shownTotal());
  const pieces = count() === 1 ? t.pieces_one : say(t.pieces, { count: count() });
  for (const place of all('[data-items]')) place.textContent = `· ${pieces}`;
}

export function start() {
  onCart(paint);
  onPrices(paint);
}
