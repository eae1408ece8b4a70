// A seeded workload in a neutral form: promotions and carts that every engine of the benchmark is given.
//
// Of each ten promotions four are on lines (percent, or amount for each unit, on categories, brands or skus), two are
// order discounts over a threshold, one is free shipping, one is buy x get y, one is tiered spend, one is for segments.
// All have a window; part have gates on channel, country, tier and groups. On average 5 % of them match a cart.
// Money is integer minor units; percentages are basis points.

/** Steps of a tiered promotion. The engine has no `tiered` effect yet: with one step it is a threshold and a percentage. */
export const kTieredSteps = 1;

export const kCarts = 64;
export const kStart = Date.UTC(2026, 10, 22, 12);
const kDay = 86_400_000;

/** mulberry32 @param {number} seed */
export function random(seed) {
  let state = seed >>> 0;
  const u = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const int = (/** @type {number} */ lo, /** @type {number} */ hi) => lo + Math.floor(u() * (hi - lo + 1));
  /** @template T @param {T[]} of @returns {T} */
  const pick = (of) => of[Math.floor(u() * of.length)];
  /** @template T @param {T[]} of @param {number} n @returns {T[]} */
  const some = (of, n) => {
    const set = new Set();
    while (set.size < Math.min(n, of.length)) set.add(pick(of));
    return [...set];
  };
  /** Small numbers first. */
  const skew = (/** @type {number} */ n) => Math.floor(n * u() ** 2.2);
  return { u, int, pick, some, skew };
}
/** @typedef {ReturnType<typeof random>} Random */

const pad = (/** @type {number} */ n, /** @type {number} */ width) => String(n).padStart(width, '0');
const names = (/** @type {number} */ n, /** @type {string} */ prefix, /** @type {number} */ width) => Array.from({ length: n }, (_, i) => prefix + pad(i, width));

export const kTiers = ['none', 'bronze', 'silver', 'gold', 'platinum'];
export const kChannels = ['web', 'app', 'pos', 'marketplace'];
export const kCountries = ['AR', 'CL', 'MX', 'ES', 'PT', 'FR', 'DE', 'IT', 'US', 'GB', 'CO', 'PE'];
export const kMethods = { standard: 495, express: 995, pickup: 0, freight: 4900 };
const kMethodNames = Object.keys(kMethods);
export const kGroups = names(30, 'group-', 2);
const kTags = names(40, 'tag-', 2);
const kCategories = names(200, 'cat-', 3);
const kBrands = names(300, 'brand-', 3);

/** @typedef {{sku: string, category: string, brand: string, tags: string[], price: number}} Product */
/** @typedef {{id: string, sku: string, category: string, brand: string, tags: string[], price: number, quantity: number}} Line */
/**
 * @typedef {{id: string, channel: string, at: number, country: string, postcode: string, method: string, price: number,
 *   customer: string, tier: string, groups: string[], orders: number, lines: Line[]}} Cart
 */
/**
 * @typedef {{id: string, kind: 'line_percent' | 'unit_amount' | 'order_percent' | 'order_amount' | 'free_shipping' | 'buy_x_get_y',
 *   priority: number, from: number, until: number, channels?: string[], countries?: string[], tiers?: string[], groups?: string[],
 *   methods?: string[], min_orders?: number, min_subtotal?: number, where?: {by: 'category' | 'brand' | 'sku', values: string[]},
 *   percent?: number, amount?: number, buy?: number, get?: number}} Promotion
 */

/** @returns {Product[]} the same for every seed */
export function catalogue() {
  const r = random(7);
  return Array.from({ length: 8000 }, (_, i) => ({
    sku: `sku-${pad(i, 5)}`, category: kCategories[r.skew(kCategories.length)], brand: kBrands[r.skew(kBrands.length)],
    tags: r.some(kTags, r.int(1, 4)), price: r.int(199, 19999),
  }));
}

/** @param {Random} r @param {Product[]} products @param {number} count @param {number} number @returns {Cart} */
function makeCart(r, products, count, number) {
  const seen = new Set();
  /** @type {Line[]} */
  const lines = [];
  while (lines.length < count) {
    const product = products[r.u() < 0.7 ? r.skew(products.length) : r.int(0, products.length - 1)];
    if (seen.has(product.sku)) continue;
    seen.add(product.sku);
    lines.push({ id: `l${lines.length + 1}`, ...product, quantity: r.u() < 0.6 ? 1 : r.int(2, 5) });
  }
  const method = /** @type {keyof typeof kMethods} */ (r.pick(kMethodNames));
  return {
    id: `cart-${pad(number, 3)}`, channel: r.u() < 0.5 ? 'web' : r.pick(kChannels), at: kStart + r.int(0, 6 * 3_600_000),
    country: r.u() < 0.4 ? 'ES' : r.pick(kCountries), postcode: pad(r.int(1000, 52999), 5), method, price: kMethods[method],
    customer: `customer-${r.int(1, 99999)}`, tier: kTiers[Math.min(4, r.skew(5))], groups: r.some(kGroups, r.int(1, 4)), orders: r.skew(40), lines,
  };
}

const kMix = ['line', 'order', 'line', 'shipping', 'line', 'buy', 'line', 'order', 'tiered', 'segment'];

/**
 * @param {Random} r @param {Product[]} products @param {string} sort one of kMix @param {number} number
 * @param {number} scale at most 1: keeps hundreds of stacked promotions from eating a cart at once
 * @param {number[]} subtotals of some carts, for thresholds that a cart may reach
 * @returns {Promotion}
 */
function makePromotion(r, products, sort, number, scale, subtotals) {
  const percent = () => Math.max(1, Math.round(r.int(2, 40) * 50 * scale));
  const amount = (/** @type {number} */ lo, /** @type {number} */ hi) => Math.max(1, Math.round(r.int(lo, hi) * scale));
  const threshold = () => Math.max(100, Math.round((r.pick(subtotals) * (0.3 + 1.9 * r.u())) / 100) * 100);
  const live = r.u() < 0.85;
  const from = live ? kStart - r.int(1, 60) * kDay : kStart + r.int(2, 60) * kDay;
  const until = live ? kStart + r.int(2, 60) * kDay : from + r.int(1, 30) * kDay;
  /** @type {Promotion} */
  const p = { id: `p${pad(number, 5)}`, kind: 'line_percent', priority: r.int(0, 99), from, until };
  if (r.u() < 0.35) p.channels = r.some(kChannels, r.int(1, 3));
  if (r.u() < 0.25) p.countries = r.some(kCountries, r.int(1, 4));
  if (r.u() < 0.1) p.tiers = r.some(kTiers, r.int(1, 3));
  if (r.u() < 0.1) p.groups = r.some(kGroups, r.int(1, 6));
  if (sort === 'line') {
    p.where = makeWhere(r, products, 8);
    if (r.u() < 0.2) p.min_subtotal = threshold();
    if (r.u() < 0.6) p.percent = percent(); else Object.assign(p, { kind: 'unit_amount', amount: amount(50, 500) });
  } else if (sort === 'order') {
    p.min_subtotal = threshold();
    if (r.u() < 0.6) Object.assign(p, { kind: 'order_percent', percent: percent() });
    else Object.assign(p, { kind: 'order_amount', amount: amount(300, 3000) });
  } else if (sort === 'shipping') {
    Object.assign(p, { kind: 'free_shipping', min_subtotal: threshold(), methods: r.some(kMethodNames, r.int(1, 3)) });
  } else if (sort === 'buy') {
    const where = makeWhere(r, products, 1);
    Object.assign(p, { kind: 'buy_x_get_y', where: { by: where.by, values: [where.values[0]] }, buy: r.int(1, 3), get: 1 });
  } else if (sort === 'tiered') {
    if (kTieredSteps !== 1) throw new Error('map the steps to the engine\'s `tiered` in tendero.mjs and reference.mjs first');
    Object.assign(p, { kind: 'order_percent', min_subtotal: threshold(), percent: percent() });
  } else {
    if (r.u() < 0.5) p.tiers = r.some(kTiers, r.int(1, 2)); else p.groups = r.some(kGroups, r.int(1, 5));
    if (r.u() < 0.4) p.min_orders = r.int(1, 20);
    Object.assign(p, { kind: 'order_percent', percent: percent() });
  }
  return p;
}

/** @param {Random} r @param {Product[]} products @param {number} most @returns {NonNullable<Promotion['where']>} */
function makeWhere(r, products, most) {
  const by = r.pick(/** @type {const} */ (['category', 'brand', 'sku']).slice());
  const count = by === 'sku' ? r.int(1, most * 5) : r.int(1, most);
  const pool = by === 'category' ? kCategories : by === 'brand' ? kBrands : null;
  const size = pool?.length ?? products.length;
  const values = new Set();
  while (values.size < count) {
    const at = r.u() < 0.5 ? r.skew(size) : r.int(0, size - 1);
    values.add(pool ? pool[at] : products[at].sku);
  }
  return { by, values: [...values] };
}

/** What the conditions of a cart are tested against: the preparation that every integrator has to write. @param {Cart} cart */
export function factsOf(cart) {
  let subtotal = 0;
  /** @type {Record<'category' | 'brand' | 'sku', Record<string, number>>} quantity of each value */
  const quantity = { category: Object.create(null), brand: Object.create(null), sku: Object.create(null) };
  for (const line of cart.lines) {
    subtotal += line.price * line.quantity;
    quantity.category[line.category] = (quantity.category[line.category] ?? 0) + line.quantity;
    quantity.brand[line.brand] = (quantity.brand[line.brand] ?? 0) + line.quantity;
    quantity.sku[line.sku] = (quantity.sku[line.sku] ?? 0) + line.quantity;
  }
  const { at, channel, country, method, tier, groups, orders } = cart;
  return {
    at, channel, country, method, tier, groups, orders, subtotal, quantity,
    categories: Object.keys(quantity.category), brands: Object.keys(quantity.brand), skus: Object.keys(quantity.sku),
  };
}
/** @typedef {ReturnType<typeof factsOf>} Facts */

const meets = (/** @type {string[]} */ xs, /** @type {string[]} */ ys) => xs.some((x) => ys.includes(x));

/** The one meaning of a promotion's conditions. @param {Promotion} p @param {Facts} f */
export function matches(p, f) {
  if (f.at < p.from || f.at >= p.until) return false;
  if (p.channels && !p.channels.includes(f.channel)) return false;
  if (p.countries && !p.countries.includes(f.country)) return false;
  if (p.tiers && !p.tiers.includes(f.tier)) return false;
  if (p.groups && !meets(f.groups, p.groups)) return false;
  if (p.min_orders !== undefined && f.orders < p.min_orders) return false;
  if (p.min_subtotal !== undefined && f.subtotal < p.min_subtotal) return false;
  if (p.methods && !p.methods.includes(f.method)) return false;
  if (!p.where) return true;
  const quantity = f.quantity[p.where.by];
  const needed = p.kind === 'buy_x_get_y' ? (p.buy ?? 0) + (p.get ?? 0) : 1;
  return p.where.values.some((value) => (quantity[value] ?? 0) >= needed);
}

/**
 * @param {number} seed @param {number} rules @param {number} lines
 * @returns {{promotions: Promotion[], carts: Cart[]}} kCarts carts; on average 5 % of the promotions match one
 */
export function workload(seed, rules, lines) {
  const r = random(Math.imul(seed, 0x9e3779b1) + rules * 1009 + lines * 31 + 1);
  const products = catalogue();
  const carts = Array.from({ length: kCarts }, (_, i) => makeCart(r, products, lines, i));
  const probe = carts.slice(0, 32).map(factsOf);
  const subtotals = probe.map((f) => f.subtotal);
  const rate = (/** @type {Promotion} */ p) => probe.reduce((n, f) => n + (matches(p, f) ? 1 : 0), 0) / probe.length;
  const scale = Math.min(1, 100 / rules);
  /** @type {Promotion[]} */
  const promotions = [];
  let sum = 0;
  for (let i = 0; i < rules; i += 1) {
    const x = r.u();
    const share = x < 0.8 ? r.u() * 0.01 : x < 0.95 ? 0.02 + r.u() * 0.12 : 0.5 + r.u() * 0.5;
    const wanted = share + (0.05 * i - sum) * 0.5;
    /** @type {Promotion | null} */
    let best = null;
    let bestRate = 0;
    let gap = Infinity;
    for (let tries = 0; tries < 24 && gap > 0.02; tries += 1) {
      const p = makePromotion(r, products, kMix[i % 10], i, scale, subtotals);
      const its = rate(p);
      if (Math.abs(its - wanted) < gap) { gap = Math.abs(its - wanted); best = p; bestRate = its; }
    }
    promotions.push(/** @type {Promotion} */ (best));
    sum += bestRate;
  }
  return { promotions, carts };
}
