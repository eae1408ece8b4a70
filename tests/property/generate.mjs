// Random rulesets and carts of the whole language that is built, made so that rules and carts meet:
// few categories, prices that tie, thresholds that are just reached and just missed.

/** @typedef {import('./random.mjs').Random} Random */

const kCategories = ['coats', 'socks', 'hats', 'wool'];
const kSkus = ['S1', 'S2', 'S3', 'S4', 'S5', 'S6'];
const kBrands = ['acme', 'bolt', 'Acme'];
const kTags = ['new', 'eco', 'last'];
const kPrices = [0, 1, 99, 100, 333, 500, 999, 1000, 1999, 4999, 12345];
const kMethods = ['std', 'exp', 'pickup'];
const kCountries = ['ES', 'PT', 'FR'];
const kGroups = ['vip', 'press', 'staff'];

/** @param {Random} random @returns {any} a condition on a line */
function where(random) {
  const test = random.pick([
    () => ({ fact: 'line.categories', has: random.pick(kCategories) }),
    () => ({ fact: 'line.categories', has_any: random.some(kCategories) }),
    () => ({ fact: 'line.sku', in: random.some(kSkus) }),
    () => ({ fact: 'line.brand', eq: random.pick(kBrands) }),
    () => ({ fact: 'line.tags', has_none: random.some(kTags) }),
    () => ({ fact: 'line.price', gte: random.pick(kPrices) }),
    () => ({ fact: 'line.on_sale', eq: random.chance(0.5) }),
    () => ({ fact: 'line.quantity', gt: random.below(4) }),
    () => ({ fact: 'line.discounted', eq: 0 }),
    () => ({ fact: 'line.attributes.size', in: [40, 42] }),
  ]);
  if (random.chance(0.15)) return { not: test() };
  if (random.chance(0.15)) return { [random.pick(['all', 'any'])]: [test(), test()] };
  return test();
}

/** @param {Random} random @param {number} depth @returns {any} a condition on the cart */
function condition(random, depth = 0) {
  if (depth < 2 && random.chance(0.3)) {
    if (random.chance(0.2)) return { not: condition(random, depth + 1) };
    const count = random.below(4);
    return { [random.pick(['all', 'any'])]: Array.from({ length: count }, () => condition(random, depth + 1)) };
  }
  const amount = () => random.pick([1, 500, 1000, 2500, 5000, 10000, 30000]);
  return random.pick([
    () => ({ fact: 'cart.subtotal', [random.pick(['gte', 'gt', 'lt'])]: amount() }),
    () => ({ fact: 'cart.discounted_subtotal', [random.pick(['gte', 'gt', 'lte'])]: amount() }),
    () => ({ fact: 'cart.total', gte: amount() }),
    () => ({ fact: 'cart.quantity', gte: random.below(8) }),
    () => ({ fact: 'lines.quantity', where: where(random), gte: random.below(6) }),
    () => ({ fact: 'lines.discounted_subtotal', where: where(random), gte: amount() }),
    () => ({ fact: 'lines.distinct_products', gte: random.below(4) }),
    () => ({ fact: 'shipping.country', in: random.some(kCountries) }),
    () => ({ fact: 'shipping.zone', eq: 'islands' }),
    () => ({ fact: 'shipping.method', eq: random.pick(kMethods) }),
    () => ({ fact: 'customer.groups', has: random.pick(kGroups) }),
    () => ({ fact: 'customer.tier', [random.pick(['eq', 'ne'])]: random.pick(['gold', 'silver']) }),
    () => ({ fact: 'customer.first_order', eq: random.chance(0.5) }),
    () => ({ fact: 'customer.stage', in: ['new', 'repeat'] }),
    () => ({ fact: 'context.channel', eq: random.pick(['web', 'app']) }),
    () => ({ fact: 'context.weekday', in: ['SA', 'SU'] }),
    () => ({ fact: 'context.time', between: ['22:00', '10:30'] }),
    () => ({ fact: 'cart.has_code', eq: random.chance(0.5) }),
    () => ({ fact: 'cart.attributes.note', exists: random.chance(0.5) }),
    () => ({ segment: 'spender' }),
  ])();
}

/** @param {Random} random @returns {any} one effect */
function effect(random) {
  const maybe = (/** @type {number} */ share, /** @type {any} */ members) => (random.chance(share) ? members : {});
  const target = () => random.pick(['lines', 'lines', 'units', 'order', 'shipping', 'order_and_shipping']);
  const onGoods = (/** @type {string} */ on) => ['lines', 'units'].includes(on);
  const narrow = (/** @type {string} */ on) => (on === 'shipping' ? {} : maybe(0.4, { where: where(random) }));
  const units = (/** @type {string} */ on) => maybe(onGoods(on) ? 0.2 : 0, { max_units: 1 + random.below(4), pick: random.pick(['cheapest', 'dearest']) });
  return random.pick([
    () => {
      const on = target();
      return { type: 'percent_off', target: on, percent: random.pick([0.5, 5, 10, 12.5, 33.3333, 50, 100]), ...narrow(on), ...units(on), ...maybe(0.2, { max_amount: random.pick([1, 100, 500]) }) };
    },
    () => {
      const on = target();
      return { type: 'amount_off', target: on, amount: random.pick([1, 100, 333, 1000, 5000]), ...narrow(on), ...units(on), ...maybe(onGoods(on) ? 0.5 : 0, { allocate: 'each' }) };
    },
    () => {
      const on = target();
      return { type: 'fixed_price', target: on, amount: random.pick([1, 99, 500, 1000]), ...narrow(on), ...maybe(on === 'units' || on === 'lines' ? 0.3 : 0, { quantity: 2 + random.below(3) }) };
    },
    () => ({
      type: 'buy_x_get_y',
      buy: { ...random.pick([{ quantity: 1 + random.below(3) }, { amount: random.pick([100, 1000, 5000]) }]), ...maybe(0.4, { where: where(random) }) },
      get: { quantity: 1 + random.below(3), ...random.pick([{ percent_off: 100 }, { percent_off: 50 }, { amount_off: 100 }, { fixed_price: 99 }]), ...maybe(0.4, { where: where(random) }) },
      ...maybe(0.4, { pick: random.pick(['cheapest', 'dearest']) }), ...maybe(0.3, { partial: true }), ...maybe(0.2, { scope: 'line' }),
    }),
    () => ({ type: 'free_shipping', ...maybe(0.3, { methods: random.shuffled(kMethods).slice(0, 1 + random.below(2)) }), ...maybe(0.2, { max_amount: 300 }) }),
    () => ({ type: 'earn_points', ...random.pick([{ points: 5 }, { per: 100, points: 1 }, { multiply: 1.5 }]) }),
  ])();
}

/** @param {Random} random @param {string} id */
function promotion(random, id) {
  const maybe = (/** @type {number} */ share, /** @type {any} */ members) => (random.chance(share) ? members : {});
  return {
    id,
    ...maybe(0.6, { priority: random.below(5) - 1 }),
    ...maybe(0.5, { when: condition(random) }),
    effects: Array.from({ length: random.chance(0.2) ? 2 : 1 }, () => effect(random)),
    ...maybe(0.1, { exclusive: random.pick([true, 'all']) }),
    ...maybe(0.2, { group: random.pick(['g1', 'g2']) }),
    ...maybe(0.1, { stop: true }),
    ...maybe(0.1, { limits: { per_cart: 1 + random.below(3) } }),
    ...maybe(0.1, { active: { from: random.pick(['2026-11-28T00:00', '2026-11-28T10:00:00Z']), until: '2026-12-01T00:00' } }),
  };
}

/** Without conditions that ask whether there is a code. @param {any} value @returns {any} */
function withoutHasCode(value) {
  if (Array.isArray(value)) return value.map(withoutHasCode);
  if (value === null || typeof value !== 'object') return value;
  if (value.fact === 'cart.has_code') return { fact: 'cart.quantity', gte: 1 };
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withoutHasCode(member)]));
}

/** @param {Random} random @param {{select?: string, promotions?: number, hasCode?: boolean}} [options] */
export function ruleset(random, options = {}) {
  const all = anyRuleset(random, options);
  return options.hasCode === false ? withoutHasCode(all) : all;
}

/** @param {Random} random @param {{select?: string, promotions?: number}} options */
function anyRuleset(random, options) {
  const count = options.promotions ?? random.below(9);
  return {
    tendero: 1,
    store: {
      id: 's', currency: 'EUR', locale: 'en', timezone: 'Europe/Madrid', offsets: [[1761440400000, 60], [1774746000000, 120], [1792890000000, 60]],
      prices_include_tax: random.chance(0.5),
      ...(random.chance(0.8) ? { tax: { default_rate: random.pick([0, 5.5, 21]), shipping_rate: random.pick([21, 'proportional']),
        round: random.pick(['per_line', 'per_unit', 'per_rate']), when: random.pick(['after_discount', 'after_discount', 'before_discount']) } } : {}),
      ...(random.chance(0.1) ? { floor_price: random.pick([1, 200]) } : {}),
      pricing: {
        select: options.select ?? random.pick(['best_for_customer', 'priority']),
        rounding: random.pick(['half_up', 'half_even', 'half_down', 'floor']),
        round_at: random.pick(['line', 'unit', 'order']), percent_of: random.pick(['current', 'original']),
      },
    },
    segments: { spender: { fact: 'customer.spent', gte: 50000 } },
    shipping: { zones: { islands: { fact: 'shipping.region', in: ['IB', 'TF'] } } },
    promotions: Array.from({ length: count }, (_, i) => promotion(random, `p${i}`)),
  };
}

/** @param {Random} random @param {string} id */
export function line(random, id) {
  const maybe = (/** @type {number} */ share, /** @type {any} */ members) => (random.chance(share) ? members : {});
  const unit_price = random.pick(kPrices);
  return {
    id, sku: random.pick(kSkus), quantity: random.chance(0.02) ? 1 + random.below(1000000) : 1 + random.below(7), unit_price,
    ...maybe(0.7, { categories: random.some(kCategories) }), ...maybe(0.4, { brand: random.pick(kBrands) }), ...maybe(0.4, { tags: random.some(kTags) }),
    ...maybe(0.3, { list_price: unit_price + random.pick([0, 100]) }), ...maybe(0.3, { tax_rate: random.pick([0, 4, 10]) }), ...maybe(0.2, { product: random.pick(['p1', 'p2']) }),
    ...maybe(0.2, { attributes: { size: random.pick([40, 42, 44]), ...maybe(0.3, { floor_price: random.pick([50, 100, 5000]) }) } }),
  };
}

/** @param {Random} random @param {{codes?: boolean}} [options] */
export function request(random, options = {}) {
  const maybe = (/** @type {number} */ share, /** @type {any} */ members) => (random.chance(share) ? members : {});
  const ids = random.shuffled(['a', 'b', 'B', 'l1', 'l10', 'l2', 'z']).slice(0, 1 + random.below(6));
  const methods = random.shuffled(kMethods).slice(0, random.below(4));
  const codes = (options.codes ?? true) && random.chance(0.3);
  return {
    now: random.pick(['2026-11-28T10:00:00Z', '2026-11-30T23:59:59+01:00', '2026-11-27T12:00:00Z']),
    cart: {
      id: 'c', currency: 'EUR', lines: ids.map((id) => line(random, id)),
      ...maybe(0.3, { attributes: { note: 'x' } }),
      ...(codes ? { codes: random.shuffled(['ONE', 'TWO', 'NONE']) } : {}),
      shipping: {
        country: random.pick(kCountries), ...maybe(0.4, { region: random.pick(['IB', 'MD']) }),
        ...(methods.length > 0 ? { options: methods.map((id) => ({ id, price: random.pick([0, 395, 995]) })) } : {}),
        ...(methods.length > 0 && random.chance(0.8) ? { method: methods[0] } : {}),
      },
    },
    ...maybe(0.7, { customer: { logged_in: true, ...maybe(0.5, { tier: random.pick(['gold', 'silver']) }), ...maybe(0.6, { orders: random.below(3) }), ...maybe(0.5, { spent: random.pick([0, 50000]) }), ...maybe(0.5, { groups: random.some(kGroups) }) } }),
    context: { channel: random.pick(['web', 'app']) },
    ...(codes ? { fragments: ['ONE', 'TWO'].map((code, i) => ({ code, promotion: { ...promotion(random, `code${i}`), trigger: 'code' }, segments: { spender: { fact: 'customer.spent', gte: 50000 } } })) } : {}),
    explain: random.pick(['none', 'codes', 'nearest', 'all']),
    detail: random.pick(['totals', 'lines', 'allocations', 'units']),
  };
}
