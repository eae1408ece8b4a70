import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkState, mistyped } from './check-character.js';
import { cartName, priceChanges } from './compare.js';
import { Memory } from './memory.js';
import { normaliseCode } from './normalise-code.js';
import { pricesOf } from './views.js';

const SHAPES = [{ length: 10, check: 'crockford' }];
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const complete = (body) => body + [...ALPHABET].find((last) => checkState(body + last) === 0);

test('the check character catches every wrong character and every swap of neighbours', () => {
  const code = complete('7K3M9PQ2X');
  assert.equal(mistyped(code, SHAPES), false);
  for (let i = 0; i < code.length; i++) {
    for (const other of ALPHABET) {
      if (other !== code[i]) assert.ok(mistyped(code.slice(0, i) + other + code.slice(i + 1), SHAPES));
    }
    const next = code[i + 1];
    if (next && next !== code[i]) assert.ok(mistyped(code.slice(0, i) + next + code[i] + code.slice(i + 2), SHAPES));
  }
  assert.equal(mistyped('VERANO', SHAPES), false, 'another length is not judged');
  assert.equal(mistyped('VERANO2026', SHAPES), true);
});

test('codes are normalised: full-width folded, separators dropped, ASCII raised, nothing else passes', () => {
  assert.equal(normaliseCode('ver ano-10_x'), 'VERANO10X');
  assert.equal(normaliseCode('ＶＥＲＡＮＯ'), 'VERANO');
  for (const bad of ['ıxx', 'straße', 'ſale', '\u212a1', 'ВЕРАНО', 'a\u0000b', 'a\u202eb', 'a\u200db', "' OR 1=1--", '%', '*', '']) {
    assert.equal(normaliseCode(bad), '', bad);
  }
});

test('price changes: lines in both, delivery and total', () => {
  const before = { lines: [{ id: 'a', total: 5 }, { id: 'b', total: 1 }], shipping: { total: 4 }, totals: [{ type: 'total', amount: 10 }] };
  const after = { lines: [{ id: 'a', total: 4 }, { id: 'c', total: 1 }], shipping: { total: 0 }, totals: [{ type: 'total', amount: 5 }] };
  assert.deepEqual(priceChanges(before, after), [
    { kind: 'line', id: 'a', from: 5, to: 4 },
    { kind: 'shipping', from: 4, to: 0 },
    { kind: 'total', type: 'total', from: 10, to: 5 },
  ]);
  assert.deepEqual(priceChanges(before, before), []);
});

test('a cart\'s name holds what its price depends on', () => {
  const wish = (quantity) => ({ cart: { lines: [{ id: 'a', quantity, unit_price: 5 }] } });
  assert.notEqual(cartName(wish(1), []), cartName(wish(2), []));
  assert.notEqual(cartName(wish(1), []), cartName(wish(1), ['X']));
  assert.equal(cartName(wish(1), []), cartName(wish(1), []));
});

function fakeStorage() {
  const map = new Map();
  return {
    map,
    getItem: (name) => map.get(name) ?? null,
    setItem: (name, value) => void map.set(name, value),
    removeItem: (name) => void map.delete(name),
  };
}

test('nothing is stored before something is allowed; afterwards the next page reads it; forgetting forgets', () => {
  const storage = fakeStorage();
  const memory = new Memory('t', storage, () => ({ session: 's1' }));
  assert.deepEqual(memory.read(), {});
  memory.note();
  memory.write();
  assert.equal(storage.map.size, 0);
  memory.allow();
  memory.write();
  assert.equal(new Memory('t', storage, () => ({})).read().session, 's1');
  memory.forget();
  memory.note();
  memory.write();
  assert.equal(storage.map.size, 0);
});

test('storage that is broken, full or of another version costs nothing', () => {
  const broken = { getItem: () => { throw new Error('no'); }, setItem: () => { throw new Error('full'); }, removeItem: () => { throw new Error('no'); } };
  const memory = new Memory('t', broken, () => ({}));
  assert.deepEqual(memory.read(), {});
  memory.allow();
  memory.write();
  memory.forget();
  const storage = fakeStorage();
  for (const text of ['{', '{"version":99,"session":"x"}', '"x"', 'null']) {
    storage.setItem('t', text);
    assert.deepEqual(new Memory('t', storage, () => ({})).read(), {}, text);
  }
});

test('prices as a page shows them: the list price counts, the offers of a line are named', () => {
  const wish = { cart: { lines: [{ id: 'a', list_price: 120 }] } };
  const result = {
    currency: 'EUR',
    lines: [{ id: 'a', quantity: 2, subtotal: 200, discount: 20, total: 180, allocations: [{ promotion: 'p', amount: 20 }] }],
    totals: [{ type: 'subtotal', amount: 200 }, { type: 'items_discount', amount: -20 }, { type: 'total', amount: 180 }],
    applied: [{ promotion: 'p', title: 'Ten' }],
    due: 180,
  };
  const prices = pricesOf(result, wish);
  const offers = [{ promotion: 'p', title: 'Ten', amount: 20 }];
  assert.deepEqual({ ...prices.lines.a }, { id: 'a', quantity: 2, was: 240, total: 180, saved: 60, offers });
  assert.deepEqual([prices.saved, prices.total, prices.due], [20, 180, 180]);
  assert.equal(pricesOf(undefined, wish).total, 0);
});
