import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toText as stringify } from './text.js';
import { canonical } from './canonical.js';
import { Clock } from './clock.js';
import { listPrices } from './list-prices.js';
import { buildRequest, emptyWish, withCart, withContext, withLine, withoutLine, withShipping } from './wish.js';

test('every string is NFC, names of members too', () => {
  assert.deepEqual({ ...canonical({ 'cafe\u0301': ['A\u030A'] }) }, { 'caf\u00e9': ['\u00c5'] });
});

test('what JSON cannot say is an error with its pointer, not a silent null', () => {
  for (const bad of [NaN, Infinity, 3n]) {
    assert.throws(() => canonical({ lines: [{ quantity: bad }] }), (error) => error.errors[0].pointer === '/lines/0/quantity');
  }
  const circle = {};
  circle.self = circle;
  assert.throws(() => canonical(circle), { code: 'too_deep' });
});

test('a toJSON hung on prototypes changes nothing; __proto__ stays a plain name', () => {
  Object.prototype.toJSON = () => 'broken';
  Array.prototype.toJSON = () => 'broken';
  try {
    assert.equal(stringify(canonical({ a: [{ b: 1 }] })), '{"a":[{"b":1}]}');
  } finally {
    delete Object.prototype.toJSON;
    delete Array.prototype.toJSON;
  }
  const copy = canonical(JSON.parse('{"__proto__":{"x":1}}'));
  assert.equal(stringify(copy), '{"__proto__":{"x":1}}');
  assert.equal(copy.x, undefined);
});

test('a wish shares what did not change', () => {
  const one = withCart(emptyWish('EUR', 'es'), { lines: [{ id: 'a', quantity: 1 }, { id: 'b', quantity: 1, weight: 3 }] });
  const two = withLine(one, { id: 'b', quantity: 2, weight: null });
  assert.equal(two.cart.lines[0], one.cart.lines[0]);
  assert.equal(stringify(two.cart.lines[1]), '{"id":"b","quantity":2}');
  assert.equal(one.cart.lines[1].quantity, 1);
  assert.equal(withLine(two, { id: 'b', quantity: 0 }).cart.lines.length, 1);
  assert.equal(withoutLine(two, 'a').cart.lines.length, 1);
  assert.throws(() => withLine(one, { id: 'zz', quantity: 1 }), { code: 'line_unknown' });
});

test('shipping and context merge, null takes away, the currency survives a cart without one', () => {
  let wish = withShipping(emptyWish('EUR', 'es'), { country: 'ES', method: 'standard' });
  wish = withShipping(wish, { method: null, postcode: '28001' });
  assert.equal(stringify(wish.cart.shipping), '{"country":"ES","postcode":"28001"}');
  assert.equal(withShipping(wish, null).cart.shipping, undefined);
  assert.equal(withCart(wish, { lines: [] }).cart.currency, 'EUR');
  assert.equal(withContext(wish, { step: 'cart', locale: null }).context.locale, undefined);
});

test('a request holds time, codes, fragments and what is exhausted', () => {
  const wish = withCart(emptyWish('EUR', 'es'), { lines: [], codes: ['IGNORED'] });
  const request = buildRequest(wish, { now: 0, codes: ['A'], fragments: [{ code: 'A' }], exhausted: ['p'] });
  assert.equal(request.now, '1970-01-01T00:00:00.000Z');
  assert.deepEqual(request.cart.codes, ['A']);
  assert.equal(stringify(request.usage), '{"p":{"uses_left":0}}');
});

test('the clock follows the server, whatever the device says', async () => {
  const clock = new Clock();
  clock.sync(Date.now() + 5 * 3_600_000, performance.now());
  assert.ok(Math.abs(clock.offset - 5 * 3_600_000) < 50);
  const next = new Clock();
  next.restore(clock.offset);
  assert.ok(Math.abs(next.now() - clock.now()) < 50);
});

test('list prices are the shop\'s own sums', () => {
  const cart = {
    currency: 'EUR',
    lines: [{ id: 'a', unit_price: 1000, quantity: 3 }, { id: 'b', unit_price: 50, quantity: 1 }],
    shipping: { method: 'x', options: [{ id: 'x', price: 495 }] },
  };
  const result = listPrices({ cart });
  assert.deepEqual(result.totals.map(({ amount }) => amount), [3050, 495, 3545]);
  assert.equal(result.due, 3545);
  assert.equal(listPrices({ cart: { ...cart, shipping: {} } }).due, 3050);
});
