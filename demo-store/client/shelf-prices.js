/**
 * Prices of single products after offers: one evaluation each, of one piece, apart from the cart. The list price stands
 * in the HTML; its row keeps its height.
 */
import { products, lineOf } from './catalogue.js';
import { all, find, make } from './dom.js';
import { money, say, t } from './texts.js';
import { withTendero } from './tendero.js';

const amountOf = (result, type) => result.totals.find((one) => one.type === type)?.amount ?? 0;

function paint(place, product, result) {
  const off = -amountOf(result, 'items_discount');
  const offer = result.applied.find((one) => one.amount > 0 && one.amount <= off);
  const now = find('.price-now', place);
  if (off > 0) {
    const before = Math.max(product.price, product.list ?? 0);
    find('.price-was', place)?.remove();
    place.prepend(make('s', { class: 'price-was' }, make('span', { class: 'sr' }, say(t.was, { amount: '' })), money(before)));
    now.textContent = money(product.price - off);
    now.classList.add('less');
  }
  for (const tag of all(`[data-offer="${product.id}"]`)) tag.textContent = off > 0 ? offer?.title ?? '' : '';
  const points = find(`[data-points="${product.id}"]`);
  if (points) points.textContent = result.points?.earn ? say(result.points.earn === 1 ? t.rules.points_unit_one : t.rules.points_unit, { count: result.points.earn }) : '';
}

/** Without an engine in the page each product would be a question to the server: not worth it, list prices stay. */
function wasmWorks() {
  try {
    return Boolean(new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)));
  } catch {
    return false;
  }
}

export function start() {
  const places = all('[data-price]');
  if (!places.length) return;
  const sku = (product) => product.variants[0].sku;
  withTendero(async (tendero) => {
    await tendero.ready;
    if (!wasmWorks() || tendero.state === 'list-prices') return;
    const answers = new Map();
    for (const place of places) {
      const product = products.get(place.dataset.price);
      if (!answers.has(product.id)) {
        answers.set(product.id, tendero.evaluate({ cart: { currency: 'EUR', codes: [], lines: [lineOf(sku(product), 1)] }, explain: 'none' }));
      }
      const { result } = await answers.get(product.id);
      paint(place, product, result);
    }
  });
}
