// What holds for every cart (rules.md section 7), on random carts in WebAssembly; identity.test.mjs
// says that the native build answers the same bytes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wasmEngine } from '../conformance/engines.mjs';
import { line, request, ruleset } from './generate.mjs';
import { seed, seeded } from './random.mjs';

const kRulesets = Number(process.env.TENDERO_RULESETS ?? 150);
const kCarts = 8;
const engine = await wasmEngine();

/** @typedef {import('./random.mjs').Random} Random */

/**
 * Runs `body` on random carts; a failure names the texts that show it.
 * @param {string} name @param {(answer: (request: any) => any, request: any, random: Random, rules: any) => void} body
 * @param {{rules?: any, request?: any}} [options]
 */
function property(name, body, options = {}) {
  test(`${name} (seed ${seed})`, () => {
    const random = seeded(seed);
    for (let i = 0; i < kRulesets; ++i) {
      const rules = ruleset(random, options.rules);
      const { handle } = JSON.parse(engine.load(JSON.stringify(rules)));
      assert.ok(handle, `not loaded: ${JSON.stringify(rules)}`);
      for (let j = 0; j < kCarts; ++j) {
        const one = request(random, options.request);
        const answer = (/** @type {any} */ asked) => JSON.parse(engine.evaluate(handle, JSON.stringify(asked)));
        try {
          const first = answer(one);
          if (first.errors) {
            assert.ok(first.errors.every((/** @type {any} */ error) => error.code === 'amount_overflow'), JSON.stringify(first));
            continue;
          }
          body(answer, one, random, rules);
        } catch (error) {
          engine.unload(handle);
          console.error(`rules ${JSON.stringify(rules)}\nrequest ${JSON.stringify(one)}`);
          throw error;
        }
      }
      engine.unload(handle);
    }
  });
}

const sum = (/** @type {any[]} */ list, /** @type {(one: any) => number} */ of) => list.reduce((all, one) => all + of(one), 0);

property('parts sum exactly, and no money is below 0', (answer, one) => {
  const { result } = answer({ ...one, detail: 'units', explain: 'none' });
  /** @type {Record<string, number>} */
  const parts = {};
  for (const row of result.lines) {
    assert.equal(row.subtotal - row.discount, row.total);
    assert.ok(row.total >= 0 && row.discount >= 0);
    assert.equal(sum(row.allocations, (part) => part.amount), row.discount);
    assert.equal(sum(row.units, (run) => run.count * run.total), row.total);
    assert.equal(sum(row.units, (run) => run.count), row.quantity);
    assert.ok(row.units.length <= 64 && row.units.every((/** @type {any} */ run) => run.total >= 0));
    for (const part of row.allocations) parts[part.promotion] = (parts[part.promotion] ?? 0) + part.amount;
  }
  for (const part of result.shipping?.allocations ?? []) parts[part.promotion] = (parts[part.promotion] ?? 0) + part.amount;
  for (const row of result.applied) {
    assert.equal(parts[row.promotion] ?? 0, row.amount ?? 0);
    assert.ok((row.amount ?? 0) > 0 || row.points > 0, 'an applied promotion does something');
    assert.ok((row.desired_amount ?? row.amount ?? 0) >= (row.amount ?? 0));
  }
  const totals = Object.fromEntries(result.totals.map((/** @type {any} */ row) => [row.type, row.amount]));
  assert.equal(sum(result.totals, (row) => (row.type === 'total' ? 0 : row.amount)), totals.total);
  const offGoods = 0 - (totals.items_discount ?? 0) - (totals.discount ?? 0);
  assert.equal(sum(result.lines, (row) => row.discount), offGoods);
  assert.equal(sum(result.applied, (row) => row.amount ?? 0), offGoods - (totals.fulfillment_discount ?? 0));
  assert.ok(totals.total >= 0 && Object.is(totals.total, Math.abs(totals.total)), 'never -0');
});

property('100 % off everything is exactly 0', (answer, one, random, rules) => {
  const free = { ...rules, store: { ...rules.store, floor_price: undefined }, promotions: [
    { id: 'all', effects: [{ type: 'percent_off', percent: 100 }] }, { id: 'ship', effects: [{ type: 'free_shipping' }] }] };
  const { handle } = JSON.parse(engine.load(JSON.stringify(free)));
  const cart = { ...one.cart, lines: one.cart.lines.map((/** @type {any} */ row) => ({ ...row, attributes: undefined })) };
  const asked = { ...one, cart, fragments: undefined };
  const { result } = JSON.parse(engine.evaluate(handle, JSON.stringify(asked)));
  engine.unload(handle);
  const tax = rules.store.tax?.when === 'before_discount' && !rules.store.prices_include_tax ? result.tax.amount : 0;
  assert.equal(result.due, tax);
});

property('the index finds what a full scan finds', (answer, one) => {
  const scanned = answer({ ...one, explain: 'all' }).result;
  const indexed = answer({ ...one, explain: 'none' }).result;
  assert.deepEqual({ ...scanned, rejected: [], nudges: [] }, { ...indexed, rejected: [], nudges: [] });
});

/** The same value with members in another order. @param {any} value @param {Random} random @returns {any} */
function permuted(value, random) {
  if (Array.isArray(value)) return value.map((one) => permuted(one, random));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(random.shuffled(Object.entries(value)).map(([name, member]) => [name, permuted(member, random)]));
}

property('permuting members changes nothing; permuting codes the order of `rejected` at most', (answer, one, random) => {
  const asked = { ...one, explain: 'all' };
  assert.deepEqual(answer(permuted(asked, random)), answer(asked));
  if (!one.cart.codes) return;
  const codes = answer({ ...asked, cart: { ...asked.cart, codes: random.shuffled(asked.cart.codes) } }).result;
  const byName = (/** @type {any} */ result) => ({ ...result, rejected: [...result.rejected].sort((a, b) => ((a.code ?? a.promotion) < (b.code ?? b.promotion) ? -1 : 1)) });
  assert.deepEqual(byName(codes), byName(answer(asked).result));
});

property('permuting lines only permutes the lines of the answer', (answer, one, random) => {
  const asked = { ...one, detail: 'units', explain: 'all' };
  const lines = random.shuffled(asked.cart.lines);
  const byId = (/** @type {any} */ result) => ({ ...result, lines: [...result.lines].sort((a, b) => (a.id < b.id ? -1 : 1)) });
  const found = answer({ ...asked, cart: { ...asked.cart, lines } }).result;
  assert.deepEqual(found.lines.map((/** @type {any} */ row) => row.id), lines.map((row) => row.id));
  assert.deepEqual(byId(found), byId(answer(asked).result));
});

property('each shipping option answers what the request answers with it chosen', (answer, one) => {
  const { result } = answer({ ...one, explain: 'none' });
  for (const option of result.shipping?.options ?? []) {
    const chosen = answer({ ...one, explain: 'none', cart: { ...one.cart, shipping: { ...one.cart.shipping, method: option.id } } }).result;
    assert.equal(option.cart_total, chosen.due);
    assert.equal(option.total, chosen.shipping.total);
  }
});

// (Rules that ask cart.has_code may say that a code ends an offer: they are left aside.)
property('a code never raises the total of the best set', (answer, one) => {
  if (!one.cart.codes) return;
  const without = answer({ ...one, cart: { ...one.cart, codes: [] } }).result;
  assert.ok(answer(one).result.due <= without.due, `${answer(one).result.due} > ${without.due}`);
}, { rules: { select: 'best_for_customer', hasCode: false } });

property('the best set is never worse than the walk by priority, and a bound is one', (answer, one, random, rules) => {
  const walk = { ...rules, store: { ...rules.store, pricing: { ...rules.store.pricing, select: 'priority' } } };
  const { handle } = JSON.parse(engine.load(JSON.stringify(walk)));
  const walked = JSON.parse(engine.evaluate(handle, JSON.stringify(one))).result.due;
  engine.unload(handle);
  const { result, meta } = answer(one);
  assert.ok(result.due <= walked, `best ${result.due}, by priority ${walked}`);
  const bound = meta.optimality.best_possible_total;
  assert.ok(meta.optimality.proven ? bound === undefined : bound <= result.due);
}, { rules: { select: 'best_for_customer' } });

property('a nudge names a promotion that is not applied, and a gain above 0', (answer, one) => {
  const { result } = answer({ ...one, explain: 'nearest' });
  assert.ok(result.nudges.length <= 3);
  for (const nudge of result.nudges) {
    assert.ok(nudge.gain > 0 && nudge.missing > 0);
    assert.ok(!result.applied.some((/** @type {any} */ row) => row.promotion === nudge.promotion));
  }
});

/** One random change, applied to `model` too. @param {any} model @param {Random} random @param {number} sequence */
function randomChange(model, random, sequence) {
  /** @type {any} */
  const change = { sequence, answer: 'whole' };
  const { lines } = model.cart;
  const kind = random.below(4);
  if (kind === 0 && lines.length > 1) {
    change.remove = [random.pick(lines).id];
    model.cart.lines = lines.filter((/** @type {any} */ one) => one.id !== change.remove[0]);
  } else if (kind === 1) {
    const added = line(random, `n${sequence}`);
    change.add = [added];
    model.cart.lines = [...lines, added];
  } else if (kind === 2 && lines.length > 0) {
    const of = random.pick(lines);
    const quantity = 1 + random.below(9);
    change.set = { lines: [{ id: of.id, quantity }] };
    model.cart.lines = lines.map((/** @type {any} */ one) => (one.id === of.id ? { ...one, quantity } : one));
  } else {
    change.set = { shipping: { country: 'ES', options: [{ id: 'std', price: random.pick([0, 395]) }], ...(random.chance(0.5) ? { method: 'std' } : {}) } };
    model.cart.shipping = change.set.shipping;
  }
  return change;
}

test(`any series of changes answers what one evaluation of the final cart answers (seed ${seed})`, () => {
  const random = seeded(seed);
  for (let i = 0; i < kRulesets; ++i) {
    const { handle } = JSON.parse(engine.load(JSON.stringify(ruleset(random))));
    const model = request(random);
    const opened = JSON.parse(engine.open(handle, JSON.stringify(model)));
    if (opened.errors) {
      engine.unload(handle);
      continue;
    }
    for (let sequence = 1; sequence <= 6; ++sequence) {
      const before = JSON.stringify(model);
      const change = randomChange(model, random, sequence);
      const changed = JSON.parse(engine.change(opened.cart, JSON.stringify(change)));
      const whole = JSON.parse(engine.evaluate(handle, JSON.stringify(model)));
      if (whole.errors) break;
      assert.deepEqual(changed.result, whole.result, `before ${before}\nchange ${JSON.stringify(change)}`);
    }
    engine.close(opened.cart);
    engine.unload(handle);
  }
});
