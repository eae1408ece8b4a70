import { isSafeInteger, mapped, position } from '../natives.js';

/**
 * The answer when neither engine nor server can price: what the shop's page itself says, without any offer. Shaped
 * like the engine's result, so that elements show it; `applied` is empty and nobody pretends to know the tax.
 * @param {any} request  canonical
 * @returns {any}
 */
export function listPrices(request) {
  const { lines, shipping, currency } = request.cart;
  let goods = 0;
  const priced = mapped(lines, (/** @type {any} */ line) => {
    const subtotal = line.unit_price * line.quantity;
    goods += isSafeInteger(subtotal) ? subtotal : 0;
    return { id: line.id, quantity: line.quantity, subtotal, discount: 0, total: subtotal };
  });
  const totals = [{ type: 'subtotal', amount: goods }];
  const delivery = chosen(shipping);
  if (delivery) {
    totals.push({ type: 'fulfillment', amount: delivery.price });
  }
  const total = goods + (delivery ? delivery.price : 0);
  totals.push({ type: 'total', amount: total });
  const fee = delivery && { method: delivery.id, price: delivery.price, discount: 0, total: delivery.price };
  return {
    currency,
    lines: priced,
    shipping: fee ?? null,
    totals,
    tax: null,
    payments: [],
    due: total,
    applied: [],
    rejected: [],
    nudges: [],
    gifts: [],
    points: null,
    store_credit: [],
    messages: [],
  };
}

/** @param {any} shipping @returns {{id: string, price: number} | undefined} */
function chosen(shipping) {
  if (!shipping?.options || shipping.method === undefined) return undefined;
  const at = position(shipping.options, (/** @type {any} */ option) => option.id === shipping.method);
  return at < 0 ? undefined : shipping.options[at];
}
