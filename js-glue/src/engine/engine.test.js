import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fakeEngine } from '../../../tests/browser/glue/parts/fake-engine.js';
import { EngineDown, TenderoError } from '../errors.js';
import { applyDelta } from './delta.js';
import { difference } from './difference.js';
import { Engine } from './engine.js';
import { OpenCart } from './open-cart.js';
import { EngineSource } from './source.js';

const RULES = JSON.stringify({ off: 10, revision: 'r1' });
const line = (id, quantity = 1, more = {}) => ({ id, sku: id, quantity, unit_price: 1000, ...more });
const request = (lines, more = {}) => ({ now: '2026-11-28T10:00:00Z', cart: { currency: 'EUR', lines, codes: [] }, ...more });

async function started(how) {
  const fake = fakeEngine(how);
  const engine = new Engine(fake.source);
  await engine.start();
  engine.load(RULES);
  return { engine, log: fake.log };
}

test('the cart stays inside: one quantity sends a change', async () => {
  const { engine, log } = await started();
  const cart = new OpenCart(engine);
  cart.evaluate(request([line('a'), line('b')]));
  const { result } = cart.evaluate(request([line('a', 3), line('b')]));
  assert.equal(result.due, 3600);
  assert.deepEqual(log.calls, ['load', 'open', 'change']);
});

test('any series of changes gives the result of one evaluation, members in the same order', async () => {
  const { engine } = await started();
  const cart = new OpenCart(engine);
  let seed = 7;
  const random = (n) => (seed = (seed * 1103515245 + 12345) % 2147483648) % n;
  let lines = [line('a')];
  for (let i = 0; i < 400; i++) {
    const kind = random(5);
    const at = random(lines.length || 1);
    if (kind === 0) lines = [...lines, line(`n${i}`)];
    else if (kind === 1) lines = lines.filter((_, j) => j !== at);
    else if (kind === 2) lines = [...lines].reverse();
    else if (kind === 3) lines = lines.map((one, j) => (j === at ? line(one.id, 1 + random(9), random(2) ? { weight: 3 } : {}) : one));
    const next = request(lines, random(4) ? {} : { customer: { points: random(9) } });
    assert.equal(JSON.stringify(cart.evaluate(next).result), JSON.stringify(engine.evaluate(next).result));
  }
  assert.ok(cart.counts.changed > 100, `${cart.counts.changed} changes`);
});

test('a refused change leaves the cart as it was', async () => {
  const { engine } = await started();
  const cart = new OpenCart(engine);
  cart.evaluate(request([line('a')]));
  assert.throws(() => cart.evaluate(request([line('a', -1)])), { code: 'quantity_invalid' });
  assert.equal(cart.evaluate(request([line('a', 2)])).result.due, 1800);
  assert.deepEqual(cart.counts, { opened: 1, changed: 1 });
});

test('a new instance or new rules open the whole cart again', async () => {
  const { engine } = await started();
  const cart = new OpenCart(engine);
  cart.evaluate(request([line('a')]));
  await engine.restart();
  assert.equal(cart.evaluate(request([line('a', 2)])).result.due, 1800);
  engine.load(JSON.stringify({ off: 50, revision: 'r2' }));
  assert.equal(cart.evaluate(request([line('a', 2)])).result.due, 1000);
  assert.equal(cart.counts.opened, 3);
});

test('a trap makes the instance unusable until restart', async () => {
  const { engine } = await started({ breaks: (_, instance) => instance === 1 });
  assert.throws(() => engine.evaluate(request([line('a')])), EngineDown);
  assert.equal(engine.running, false);
  await engine.restart();
  assert.equal(engine.evaluate(request([line('a')])).result.due, 900);
});

test('refused rules leave the old ones in force', async () => {
  const { engine } = await started();
  assert.throws(() => engine.load('{"newer":1}'), TenderoError);
  assert.equal(engine.evaluate(request([line('a')])).result.due, 900);
});

test('difference says nothing for a repeat, and asks to open anew for what change cannot say', () => {
  const before = request([line('a'), line('b')], { customer: { id: 'u' } });
  assert.deepEqual(difference(before, structuredClone(before)), {});
  assert.equal(difference(before, request([line('b'), line('a')], { customer: { id: 'u' } })), undefined);
  assert.equal(difference(before, request([line('a'), line('b')])), undefined, 'the customer went');
  const dollars = { ...before, cart: { ...before.cart, currency: 'USD' } };
  assert.equal(difference(before, dollars), undefined);
  const weight = difference(request([line('a', 1, { weight: 2 })]), request([line('a')]));
  assert.deepEqual(weight, { set: { lines: [{ id: 'a', weight: null }] } });
});

test('delta: removed, changed, added, order', () => {
  const whole = { currency: 'EUR', lines: [{ id: 'a', total: 1 }, { id: 'b', total: 2 }], due: 3 };
  const next = applyDelta(whole, { lines: [{ id: 'c', total: 5 }, { id: 'b', total: 4 }], removed: ['a'], order: ['c', 'b'], due: 9 });
  assert.equal(JSON.stringify(next), '{"currency":"EUR","lines":[{"id":"c","total":5},{"id":"b","total":4}],"due":9}');
  assert.equal(whole.lines.length, 2);
});

test('WebAssembly that is refused, absent or broken is an EngineDown, and a later call tries again', async () => {
  const source = new EngineSource(fakeEngine().source.create, { bytes: new Uint8Array([1, 2, 3]) });
  await assert.rejects(source.create(), EngineDown);
  await assert.rejects(source.create(), EngineDown);
  const failing = new EngineSource(async ({ instantiateWasm }) => (instantiateWasm({}, () => {}), new Promise(() => {})), {
    bytes: new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 2, 7, 1, 1, 0x61, 1, 0x62, 3, 0x7f, 0]),
  });
  await assert.rejects(failing.create(), EngineDown, 'an import that is missing');
});
