// The benchmark's parts: the same seed gives the same workload, the rival computes by the rules, the engine agrees with
// it to the cent over several seeds, the command says what it cannot do.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { cellTable, options, runCell } from './bench.mjs';
import { agreement, amounts } from './cell.mjs';
import { loadEngine, parsed } from './engine.mjs';
import { median } from './measure.mjs';
import { Reference, largest } from './reference.mjs';
import { toRequest, toRuleset } from './tendero.mjs';
import { factsOf, kStart, matches, random, workload } from './workload.mjs';

describe('the workload', () => {
  test('is the seed\'s', () => {
    assert.deepEqual(workload(3, 20, 5), workload(3, 20, 5));
    assert.notDeepEqual(workload(3, 20, 5), workload(4, 20, 5));
  });

  test('matches about 5 % on average', () => {
    const { promotions, carts } = workload(1, 1000, 10);
    const share = carts.map(factsOf).reduce((sum, facts) => sum + promotions.filter((p) => matches(p, facts)).length, 0) / carts.length / 1000;
    assert.ok(share > 0.03 && share < 0.07, String(share));
  });
});

describe('plain JavaScript by the rules', () => {
  const base = { priority: 0, from: kStart - 1, until: kStart + 1e9 };
  const where = { by: /** @type {const} */ ('category'), values: ['socks'] };
  const request = (/** @type {[number, number][]} */ ...lines) => ({
    now: new Date(kStart).toISOString(), customer: { tier: 'none', groups: [], orders: 0 }, context: { channel: 'web' },
    cart: {
      currency: 'EUR', shipping: { country: 'ES', method: 'standard', options: [{ id: 'standard', price: 495 }] },
      lines: lines.map(([price, quantity], i) => ({ id: `l${i}`, sku: `s${i}`, brand: 'b', categories: ['socks'], unit_price: price, quantity })),
    },
  });
  const totals = (/** @type {any[]} */ promotions, /** @type {any} */ of) =>
    new Reference(promotions).evaluate(of).lines.map((/** @type {any} */ line) => line.total);

  test('3 for 2 on 10, 9, 8, 7, 6, 5 frees 6 and 5', () =>
    assert.deepEqual(totals([{ ...base, id: 'a', kind: 'buy_x_get_y', where, buy: 2, get: 1 }], request([1000, 1], [900, 1], [800, 1], [700, 1], [600, 1], [500, 1])),
      [1000, 900, 800, 700, 0, 0]));

  test('units that an offer used are not used again', () =>
    assert.deepEqual(totals([{ ...base, id: 'a', kind: 'buy_x_get_y', where, buy: 1, get: 1 }, { ...base, id: 'b', kind: 'buy_x_get_y', where, buy: 1, get: 1 }],
      request([1000, 1], [900, 1], [800, 1])), [1000, 900, 0]));

  test('half a cent rounds up, and the remainder goes by line id', () => {
    assert.deepEqual(totals([{ ...base, id: 'a', kind: 'line_percent', where, percent: 1000 }], request([105, 1])), [94]);
    assert.deepEqual(totals([{ ...base, id: 'a', kind: 'order_amount', amount: 100 }], request([100, 1], [100, 1], [100, 1])), [66, 67, 67]);
  });

  test('an amount for each unit stops at nothing', () =>
    assert.deepEqual(totals([{ ...base, id: 'a', kind: 'unit_amount', where, amount: 300 }], request([200, 3], [1000, 2])), [0, 1400]));

  test('selection is what sorting would give', () => {
    const r = random(5);
    for (let i = 0; i < 300; i += 1) {
      const values = Array.from({ length: r.int(1, 40) }, () => r.int(0, 9));
      const count = r.int(1, values.length);
      assert.equal(largest(Float64Array.from(values), values.length, count), [...values].sort((a, b) => b - a)[count - 1]);
    }
  });

  test('a difference of a cent is seen', () => assert.equal(agreement([{ a: 1 }, { a: 2 }], [{ a: 1 }, { a: 3 }]), 0.5));
});

describe('the engine agrees with plain JavaScript', () => {
  for (const [seed, rules, lines] of [[1, 10, 1], [2, 100, 10], [3, 100, 40], [4, 1000, 10], [5, 1000, 100], [6, 5000, 30]]) {
    test(`seed ${seed}: ${rules} promotions × ${lines} lines`, async () => {
      const engine = await loadEngine();
      const { promotions, carts } = workload(seed, rules, lines);
      const { handle } = parsed(engine.load(JSON.stringify(toRuleset(promotions))));
      const reference = new Reference(promotions);
      for (const cart of carts) {
        const request = toRequest(cart);
        assert.deepEqual(amounts(reference.evaluate(request)), amounts(parsed(engine.evaluate(handle, JSON.stringify(request))).result), cart.id);
      }
    });
  }
});

describe('the command', () => {
  test('refuses what it does not know, in one sentence', () => {
    for (const args of [['--rule', '3'], ['--rules', 'x'], ['--rules', '20000'], ['--rounds', '3'], ['--lines', '0'], ['7']]) assert.throws(() => options(args), /--/);
    assert.deepEqual(options(['--seed', '9', '--rules', '1000', '--lines', '100']).rules, [1000]);
    assert.equal(options([]).lines.length, 4);
  });

  test('one cell, all contestants, everybody agrees', { timeout: 120_000 }, async () => {
    const cell = await runCell({ seed: 11, rules: 100, lines: 10, rounds: 5, budgetMs: 1 });
    assert.deepEqual(cell.agree, { reference: 1, native: 1, json_rules_engine: 1, json_logic_engine: 1 });
    assert.equal(cell.engines.length, 12);
    for (const each of cell.engines) assert.ok(each.rounds === 5 && each.low_us > 0 && each.low_us <= each.high_us, each.name);
    assert.match(cellTable(cell), /plain JavaScript, whole call .* 1\.00\n/);
  });

  test('medians', () => { assert.equal(median([3, 1, 2]), 2); assert.equal(median([4, 1, 2, 3]), 2.5); });
});
