// The neutral workload as a merchant would write it for Tendero, and as a shop's page would send it.
/** @typedef {import('./workload.mjs').Promotion} Promotion */
/** @typedef {import('./workload.mjs').Cart} Cart */

const kFact = { category: 'line.categories', brand: 'line.brand', sku: 'line.sku' };
const instant = (/** @type {number} */ ms) => new Date(ms).toISOString();

/** @param {NonNullable<Promotion['where']>} where */
const whereOf = ({ by, values }) => ({ fact: kFact[by], [by === 'category' ? 'has_any' : 'in']: values });

/** @param {Promotion} p */
function whenOf(p) {
  const all = [];
  if (p.channels) all.push({ fact: 'context.channel', in: p.channels });
  if (p.countries) all.push({ fact: 'shipping.country', in: p.countries });
  if (p.tiers) all.push({ fact: 'customer.tier', in: p.tiers });
  if (p.groups) all.push({ fact: 'customer.groups', has_any: p.groups });
  if (p.min_orders !== undefined) all.push({ fact: 'customer.orders', gte: p.min_orders });
  if (p.min_subtotal !== undefined) all.push({ fact: 'cart.subtotal', gte: p.min_subtotal });
  if (p.methods) all.push({ fact: 'shipping.method', in: p.methods });
  return all.length === 0 ? {} : { when: all.length === 1 ? all[0] : { all } };
}

/** @param {Promotion} p */
function effectOf(p) {
  const where = p.where ? { where: whereOf(p.where) } : {};
  switch (p.kind) {
    case 'line_percent': return { type: 'percent_off', target: 'lines', ...where, percent: (p.percent ?? 0) / 100 };
    case 'unit_amount': return { type: 'amount_off', target: 'units', allocate: 'each', ...where, amount: p.amount };
    case 'order_percent': return { type: 'percent_off', target: 'order', percent: (p.percent ?? 0) / 100 };
    case 'order_amount': return { type: 'amount_off', target: 'order', amount: p.amount };
    case 'free_shipping': return { type: 'free_shipping' };
    case 'buy_x_get_y': return { type: 'buy_x_get_y', buy: { ...where, quantity: p.buy }, get: { ...where, quantity: p.get, percent_off: 100 } };
  }
}

/** @param {Promotion[]} promotions @returns {any} a ruleset */
export const toRuleset = (promotions) => ({
  tendero: 1,
  store: { id: 'bench', currency: 'EUR', timezone: 'UTC', locale: 'en', prices_include_tax: true, pricing: { select: 'priority' } },
  promotions: promotions.map((p) => ({
    id: p.id, title: p.id, priority: p.priority, active: { from: instant(p.from), until: instant(p.until) }, ...whenOf(p), effects: [effectOf(p)],
  })),
});

/** @param {Cart} cart @param {string} explain @returns {any} a request */
export const toRequest = (cart, explain = 'none') => ({
  now: instant(cart.at),
  cart: {
    id: cart.id, currency: 'EUR', codes: [],
    lines: cart.lines.map((line) => ({
      id: line.id, sku: line.sku, quantity: line.quantity, unit_price: line.price, categories: [line.category], brand: line.brand, tags: line.tags,
    })),
    shipping: { country: cart.country, postcode: cart.postcode, method: cart.method, options: [{ id: cart.method, price: cart.price }] },
  },
  customer: { id: cart.customer, logged_in: true, tier: cart.tier, groups: cart.groups, orders: cart.orders },
  context: { channel: cart.channel, locale: 'en' },
  explain,
});
