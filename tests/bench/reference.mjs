// The rival to beat: plain JavaScript that computes the same discounts as the engine for the promotions of this
// workload, to the cent, written as a careful developer would write it for speed:
//
//   - conditions are compiled once, to bit masks and numbers in typed arrays, in run order;
//   - an inverted index: a line meets only the promotions that name its category, brand or sku, thresholds are tried in
//     ascending order, so that nothing is tested that cannot matter;
//   - scratch arrays are kept between calls; unit prices are kept only for lines whose units some promotion will touch;
//   - the largest remainder method selects instead of sorting.
//
// It takes the request object and answers an object like the engine's `result`. Sums must stay below 2^53 ÷ discount,
// which this workload does; the engine has no such limit.

/** @typedef {import('./workload.mjs').Promotion} Promotion */

const kPhase = { line_percent: 1, unit_amount: 1, buy_x_get_y: 1, order_percent: 2, order_amount: 2, free_shipping: 3 };
const kKinds = /** @type {const} */ (['line_percent', 'unit_amount', 'buy_x_get_y', 'order_percent', 'order_amount', 'free_shipping']);
const kLinePercent = 0;
const kUnitAmount = 1;
const kBuyGet = 2;
const kOrderPercent = 3;
const kOrderAmount = 4;
const kAll = -1;

/** Strings as bits: at most 31 values a gate. */
class Bits {
  #bits = new Map();

  /** @param {string[] | undefined} values @returns {number} */
  mask(values) {
    if (!values) return kAll;
    let mask = 0;
    for (const value of values) {
      if (!this.#bits.has(value)) this.#bits.set(value, 1 << this.#bits.size);
      mask |= this.#bits.get(value);
    }
    if (this.#bits.size > 31) throw new Error('a gate has more than 31 values');
    return mask;
  }

  /** @param {string} value @returns {number} 0: no promotion names it */
  bit(value) { return this.#bits.get(value) ?? 0; }
}

const gateOpen = (/** @type {number} */ mask, /** @type {number} */ bits) => mask === kAll || (mask & bits) !== 0;
const runOrder = (/** @type {Promotion} */ a, /** @type {Promotion} */ b) =>
  kPhase[a.kind] - kPhase[b.kind] || b.priority - a.priority || (a.id < b.id ? -1 : 1);

/** @param {Map<string, number[]>} map @param {string} key @param {number} value */
const push = (map, key, value) => {
  const list = map.get(key);
  if (list) list.push(value); else map.set(key, [value]);
};

export class Reference {
  // The index: value → promotions that name it.
  /** @type {Record<'category' | 'brand' | 'sku', Map<string, number[]>>} */
  postings = { category: new Map(), brand: new Map(), sku: new Map() };
  /** @type {Map<string, number[]>} */
  byTier = new Map();
  /** @type {Map<string, number[]>} */
  byGroup = new Map();
  /** @type {number[]} */
  always = [];
  thresholds = new Int32Array(0);

  // Scratch, grown and never given back.
  lines = 0;
  total = new Float64Array(0);
  share = new Float64Array(0);
  rest = new Float64Array(0);
  scratch = new Float64Array(0);
  needsUnits = new Uint8Array(0);
  firstUnit = new Int32Array(0);
  unit = new Float64Array(0);
  taken = new Uint8Array(0);
  unitLine = new Int32Array(0);
  remainders = new Float64Array(64);
  next = new Int32Array(0);
  lineOf = new Int32Array(0);

  // The call that runs.
  call = 0;
  found = 0;
  used = 0;
  subtotal = 0;
  left = 0;
  at = 0;
  orders = 0;
  channelBit = 0;
  countryBit = 0;
  methodBit = 0;
  tierBit = 0;
  groupBits = 0;

  /** @param {Promotion[]} promotions */
  constructor(promotions) {
    const sorted = [...promotions].sort(runOrder);
    const n = sorted.length;
    const numbers = (/** @type {(p: Promotion) => number} */ of) => Float64Array.from(sorted, of);
    const masks = (/** @type {Bits} */ bits, /** @type {(p: Promotion) => string[] | undefined} */ of) => Int32Array.from(sorted, (p) => bits.mask(of(p)));
    this.bits = { channel: new Bits(), country: new Bits(), tier: new Bits(), group: new Bits(), method: new Bits() };
    this.ids = sorted.map((p) => p.id);
    this.kind = Uint8Array.from(sorted, (p) => kKinds.indexOf(p.kind));
    this.from = numbers((p) => p.from);
    this.until = numbers((p) => p.until);
    this.minOrders = numbers((p) => p.min_orders ?? -1);
    this.minSubtotal = numbers((p) => p.min_subtotal ?? -1);
    this.value = numbers((p) => p.percent ?? p.amount ?? 0);
    this.buy = Int32Array.from(sorted, (p) => p.buy ?? 0);
    this.get = Int32Array.from(sorted, (p) => p.get ?? 0);
    this.channel = masks(this.bits.channel, (p) => p.channels);
    this.country = masks(this.bits.country, (p) => p.countries);
    this.tier = masks(this.bits.tier, (p) => p.tiers);
    this.group = masks(this.bits.group, (p) => p.groups);
    this.method = masks(this.bits.method, (p) => p.methods);
    this.#index(sorted);
    this.state = new Int32Array(n); // call number: open; minus it: tested and closed
    this.head = new Int32Array(n); // first hit of a promotion's lines, in this call
    this.candidates = new Int32Array(n);
    this.room(64);
    this.hits(256);
  }

  /** Each promotion stands in one list, by what it needs most. @param {Promotion[]} sorted */
  #index(sorted) {
    /** @type {number[]} */
    const thresholds = [];
    sorted.forEach((p, k) => {
      if (p.where) for (const value of p.where.values) push(this.postings[p.where.by], value, k);
      else if (p.min_subtotal !== undefined) thresholds.push(k);
      else if (p.tiers) for (const tier of p.tiers) push(this.byTier, tier, k);
      else if (p.groups) for (const group of p.groups) push(this.byGroup, group, k);
      else this.always.push(k);
    });
    this.thresholds = Int32Array.from(thresholds).sort((a, b) => this.minSubtotal[a] - this.minSubtotal[b]);
  }

  /** Scratch for n lines. @param {number} n */
  room(n) {
    this.lines = n;
    this.total = new Float64Array(n);
    this.share = new Float64Array(n);
    this.rest = new Float64Array(n);
    this.scratch = new Float64Array(n);
    this.needsUnits = new Uint8Array(n);
    this.firstUnit = new Int32Array(n + 1);
  }

  /** Scratch for n (promotion, line) hits. @param {number} n */
  hits(n) {
    const next = new Int32Array(n);
    const lineOf = new Int32Array(n);
    next.set(this.next);
    lineOf.set(this.lineOf);
    this.next = next;
    this.lineOf = lineOf;
  }

  /** @param {any} request @returns {any} */
  evaluate(request) {
    const { lines } = request.cart;
    if (lines.length > this.lines) this.room(lines.length * 2);
    const subtotal = this.#prices(lines);
    const count = this.#collect(request, lines, subtotal);
    this.#layUnits(lines);
    this.left = subtotal;
    const { shipping } = request.cart;
    const option = shipping.options.find((/** @type {any} */ each) => each.id === shipping.method);
    const price = option ? option.price : 0;
    let shippingLeft = price;
    let lineDiscount = 0;
    const applied = [];
    for (let at = 0; at < count; at += 1) {
      const k = this.candidates[at];
      let amount = 0;
      switch (this.kind[k]) {
        case kLinePercent: amount = this.#linePercent(k); lineDiscount += amount; break;
        case kUnitAmount: amount = this.#unitAmount(k); lineDiscount += amount; break;
        case kBuyGet: amount = this.#buyGet(k, lines); lineDiscount += amount; break;
        case kOrderPercent: amount = this.#order(Math.floor((this.left * this.value[k] + 5000) / 10000), lines); break;
        case kOrderAmount: amount = this.#order(Math.min(this.value[k], this.left), lines); break;
        default: amount = shippingLeft; shippingLeft = 0;
      }
      if (amount > 0) applied.push({ promotion: this.ids[k], title: this.ids[k], automatic: true, amount });
    }
    return this.#answer(request.cart.currency, lines, subtotal, lineDiscount, option, price, shippingLeft, applied);
  }

  /** @param {any[]} lines */
  #prices(lines) {
    let subtotal = 0;
    for (let i = 0; i < lines.length; i += 1) {
      const price = lines[i].unit_price * lines[i].quantity;
      this.total[i] = price;
      this.needsUnits[i] = 0;
      subtotal += price;
    }
    return subtotal;
  }

  /** The promotions whose conditions hold, in run order, and the lines that each concerns. @param {any} request @param {any[]} lines @param {number} subtotal */
  #collect(request, lines, subtotal) {
    this.call += 1;
    this.found = 0;
    this.used = 0;
    this.subtotal = subtotal;
    this.at = Date.parse(request.now);
    this.orders = request.customer.orders;
    this.channelBit = this.bits.channel.bit(request.context.channel);
    this.countryBit = this.bits.country.bit(request.cart.shipping.country);
    this.methodBit = this.bits.method.bit(request.cart.shipping.method);
    this.tierBit = this.bits.tier.bit(request.customer.tier);
    this.groupBits = 0;
    for (const group of request.customer.groups) this.groupBits |= this.bits.group.bit(group);
    const { category, brand, sku } = this.postings;
    for (let i = 0; i < lines.length; i += 1) {
      const line = lines[i];
      for (const name of line.categories) this.#touch(category.get(name), i);
      this.#touch(brand.get(line.brand), i);
      this.#touch(sku.get(line.sku), i);
    }
    for (const k of this.thresholds) {
      if (this.minSubtotal[k] > subtotal) break;
      this.#open(k);
    }
    for (const k of this.byTier.get(request.customer.tier) ?? []) this.#open(k);
    for (const group of request.customer.groups) for (const k of this.byGroup.get(group) ?? []) this.#open(k);
    for (const k of this.always) this.#open(k);
    this.candidates.subarray(0, this.found).sort();
    return this.found;
  }

  /** Tests a promotion once a call. @param {number} k */
  #open(k) {
    const state = this.state[k];
    if (state === this.call) return true;
    if (state === -this.call) return false;
    const open = this.at >= this.from[k] && this.at < this.until[k] && this.subtotal >= this.minSubtotal[k] && this.orders >= this.minOrders[k]
      && gateOpen(this.channel[k], this.channelBit) && gateOpen(this.country[k], this.countryBit) && gateOpen(this.tier[k], this.tierBit)
      && gateOpen(this.group[k], this.groupBits) && gateOpen(this.method[k], this.methodBit);
    this.state[k] = open ? this.call : -this.call;
    if (!open) return false;
    this.candidates[this.found] = k;
    this.found += 1;
    this.head[k] = -1;
    return true;
  }

  /** Line i carries what these promotions name. @param {number[] | undefined} list @param {number} i */
  #touch(list, i) {
    if (!list) return;
    for (const k of list) {
      if (!this.#open(k)) continue;
      const last = this.head[k];
      if (last >= 0 && this.lineOf[last] === i) continue; // two of the line's categories
      if (this.used === this.next.length) this.hits(this.used * 2);
      this.lineOf[this.used] = i;
      this.next[this.used] = last;
      this.head[k] = this.used;
      this.used += 1;
      if (this.kind[k] !== kLinePercent) this.needsUnits[i] = 1;
    }
  }

  /** Unit prices of the lines whose units matter. @param {any[]} lines */
  #layUnits(lines) {
    let units = 0;
    for (let i = 0; i < lines.length; i += 1) {
      this.firstUnit[i] = units;
      if (this.needsUnits[i]) units += lines[i].quantity;
    }
    this.firstUnit[lines.length] = units;
    if (this.unit.length < units) {
      this.unit = new Float64Array(units * 2);
      this.taken = new Uint8Array(units * 2);
      this.unitLine = new Int32Array(units * 2);
    }
    for (let i = 0; i < lines.length; i += 1) {
      this.unit.fill(lines[i].unit_price, this.firstUnit[i], this.firstUnit[i + 1]);
      this.taken.fill(0, this.firstUnit[i], this.firstUnit[i + 1]);
      this.unitLine.fill(i, this.firstUnit[i], this.firstUnit[i + 1]);
    }
  }

  /** @param {number} k */
  #linePercent(k) {
    let amount = 0;
    for (let hit = this.head[k]; hit >= 0; hit = this.next[hit]) {
      const i = this.lineOf[hit];
      const cut = Math.floor((this.total[i] * this.value[k] + 5000) / 10000);
      if (cut === 0) continue;
      if (this.needsUnits[i]) this.#splitOverUnits(i, cut);
      this.total[i] -= cut;
      amount += cut;
    }
    this.left -= amount;
    return amount;
  }

  /** Largest remainder over a line's units, ties by unit index. @param {number} i @param {number} cut */
  #splitOverUnits(i, cut) {
    const first = this.firstUnit[i];
    const end = this.firstUnit[i + 1];
    const sum = this.total[i];
    if (end - first === 1) { this.unit[first] -= cut; return; }
    let left = cut;
    for (let u = first; u < end; u += 1) {
      const exact = cut * this.unit[u];
      const share = Math.floor(exact / sum);
      this.unit[u] -= share;
      left -= share;
      this.#remainder(u - first, exact - share * sum);
    }
    for (; left > 0; left -= 1) {
      let best = 0;
      for (let u = 1; u < end - first; u += 1) if (this.remainders[u] > this.remainders[best]) best = u;
      this.unit[first + best] -= 1;
      this.remainders[best] = -1;
    }
  }

  /** @param {number} at @param {number} value */
  #remainder(at, value) {
    if (at === this.remainders.length) {
      const more = new Float64Array(at * 2);
      more.set(this.remainders);
      this.remainders = more;
    }
    this.remainders[at] = value;
  }

  /** @param {number} k */
  #unitAmount(k) {
    const each = this.value[k];
    let amount = 0;
    for (let hit = this.head[k]; hit >= 0; hit = this.next[hit]) {
      const i = this.lineOf[hit];
      let cut = 0;
      for (let u = this.firstUnit[i]; u < this.firstUnit[i + 1]; u += 1) {
        const off = Math.min(each, this.unit[u]);
        this.unit[u] -= off;
        cut += off;
      }
      this.total[i] -= cut;
      amount += cut;
    }
    this.left -= amount;
    return amount;
  }

  /** The cheapest units that are not yet part of an offer are free, the dearest others are the bought ones. @param {number} k @param {any[]} lines */
  #buyGet(k, lines) {
    /** @type {number[]} */
    const open = [];
    for (let hit = this.head[k]; hit >= 0; hit = this.next[hit]) {
      const i = this.lineOf[hit];
      for (let u = this.firstUnit[i]; u < this.firstUnit[i + 1]; u += 1) if (!this.taken[u]) open.push(u);
    }
    const times = Math.floor(open.length / (this.buy[k] + this.get[k]));
    if (times === 0) return 0;
    const { unit, unitLine, taken } = this;
    open.sort((a, b) => unit[a] - unit[b] || (unitLine[a] === unitLine[b] ? a - b : lines[unitLine[a]].id < lines[unitLine[b]].id ? -1 : 1));
    const free = times * this.get[k];
    let amount = 0;
    for (let at = 0; at < free; at += 1) amount += unit[open[at]];
    if (amount === 0) return 0; // does nothing, so it takes no units either
    for (let at = 0; at < free; at += 1) {
      const u = open[at];
      this.total[unitLine[u]] -= unit[u];
      unit[u] = 0;
      taken[u] = 1;
    }
    this.#takeDearest(open, free, times * this.buy[k]);
    this.left -= amount;
    return amount;
  }

  /** Marks the `count` dearest of open[from…], ascending by price then tie; of equal ones the first. @param {number[]} open @param {number} from @param {number} count */
  #takeDearest(open, from, count) {
    const { unit, taken } = this;
    const edge = unit[open[open.length - count]];
    let above = 0;
    for (let at = open.length - 1; at >= from && unit[open[at]] > edge; at -= 1) { taken[open[at]] = 1; above += 1; }
    let start = open.length - above - 1;
    while (start > from && unit[open[start - 1]] === edge) start -= 1;
    for (let at = start; above < count; at += 1) { taken[open[at]] = 1; above += 1; }
  }

  /** One amount off the goods, allocated by largest remainder, ties by line id. @param {number} cut @param {any[]} lines */
  #order(cut, lines) {
    const sum = this.left;
    if (cut <= 0) return 0;
    const { total, share, rest } = this;
    const n = lines.length;
    let given = 0;
    for (let i = 0; i < n; i += 1) {
      const exact = cut * total[i];
      const whole = Math.floor(exact / sum);
      share[i] = whole;
      rest[i] = exact - whole * sum;
      given += whole;
    }
    if (given < cut) this.#giveRemainder(cut - given, n, lines);
    for (let i = 0; i < n; i += 1) total[i] -= share[i];
    this.left -= cut;
    return cut;
  }

  /** One more for the `count` largest remainders. @param {number} count @param {number} n @param {any[]} lines */
  #giveRemainder(count, n, lines) {
    const { share, rest, scratch } = this;
    for (let i = 0; i < n; i += 1) scratch[i] = rest[i];
    const edge = largest(scratch, n, count);
    /** @type {number[]} */
    const equal = [];
    let above = 0;
    for (let i = 0; i < n; i += 1) {
      if (rest[i] > edge) { share[i] += 1; above += 1; } else if (rest[i] === edge) equal.push(i);
    }
    if (equal.length > count - above) equal.sort((a, b) => (lines[a].id < lines[b].id ? -1 : 1));
    for (let at = 0; above < count; at += 1, above += 1) share[equal[at]] += 1;
  }

  /** @param {string} currency @param {any[]} lines @param {number} subtotal @param {number} lineDiscount @param {any} option @param {number} price @param {number} shippingLeft @param {any[]} applied */
  #answer(currency, lines, subtotal, lineDiscount, option, price, shippingLeft, applied) {
    const out = new Array(lines.length);
    for (let i = 0; i < lines.length; i += 1) {
      const { id, quantity, unit_price: unitPrice } = lines[i];
      const before = unitPrice * quantity;
      out[i] = { id, quantity, subtotal: before, discount: before - this.total[i], total: this.total[i] };
    }
    const total = this.left + shippingLeft;
    const totals = [{ type: 'subtotal', amount: subtotal }];
    if (lineDiscount > 0) totals.push({ type: 'items_discount', amount: -lineDiscount });
    const orderDiscount = subtotal - lineDiscount - this.left;
    if (orderDiscount > 0) totals.push({ type: 'discount', amount: -orderDiscount });
    if (option) totals.push({ type: 'fulfillment', amount: price });
    if (shippingLeft < price) totals.push({ type: 'fulfillment_discount', amount: shippingLeft - price });
    totals.push({ type: 'total', amount: total });
    const shipping = option ? { method: option.id, price, discount: price - shippingLeft, total: shippingLeft } : {};
    return { currency, lines: out, shipping, totals, due: total, applied };
  }
}

/** The count-th largest of the first n values (Hoare's selection; reorders them). @param {Float64Array} values @param {number} n @param {number} count */
export function largest(values, n, count) {
  const wanted = count - 1;
  let lo = 0;
  let hi = n - 1;
  while (lo < hi) {
    const pivot = values[(lo + hi) >> 1];
    let i = lo;
    let j = hi;
    while (i <= j) {
      while (values[i] > pivot) i += 1;
      while (values[j] < pivot) j -= 1;
      if (i > j) break;
      const kept = values[i];
      values[i] = values[j];
      values[j] = kept;
      i += 1;
      j -= 1;
    }
    if (wanted <= j) hi = j;
    else if (wanted >= i) lo = i;
    else break;
  }
  return values[wanted];
}
