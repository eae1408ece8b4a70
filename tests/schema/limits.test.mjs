// Each limit of the reference: what is just within it passes, one more is refused by the code that the reference names, and the
// schemas say the same number.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, describe, test } from 'node:test';
import { inRoot } from '../setup/lib/paths.mjs';
import { Engine } from './engine.mjs';
import { bare, tables, text as reference } from './reference.mjs';
import { Schemas } from './schemas.mjs';

/** @typedef {{rules?: any, request?: any, text?: string}} Input  exactly one of the first two; `text` where it is not their JSON */

const schemas = new Schemas();
/** @type {Engine} */ let engine;
/** @type {number} */ let shop;
before(async () => {
  engine = await Engine.start(schemas);
  shop = engine.load(JSON.stringify({ tendero: 1, store: { currency: 'EUR' } })).answer.handle;
});

/** @template T @param {number} count @param {(index: number) => T} make */
const list = (count, make) => Array.from({ length: count }, (_, index) => make(index));
const effect = { type: 'free_shipping' };
const promotion = (/** @type {any} */ more) => ({ tendero: 1, promotions: [{ id: 'p', effects: [effect], ...more }] });
const line = (/** @type {number} */ index, /** @type {any} */ more = {}) => ({ id: `l${index}`, sku: 'A', unit_price: 1, ...more });
const cart = (/** @type {any} */ more) => ({ now: '2026-11-28T10:00:00Z', cart: { lines: [], ...more } });
const test1 = { fact: 'cart.lines', gte: 1 };

/** A text of so many bytes. @param {any} value with "PAD" in it @param {number} bytes */
function padded(value, bytes) {
  const text = JSON.stringify(value);
  return text.replace('PAD', 'x'.repeat(bytes - text.length + 3));
}

/** So many conditions inside one another, all but the first through segments. @param {number} count */
const chain = (count) => ({
  ...promotion({ when: { segment: 's1' } }),
  segments: Object.fromEntries(list(count - 1, (index) => [`s${index + 1}`, index === count - 2 ? test1 : { segment: `s${index + 2}` }])),
});

/** By the limit's name: an input that has so much of it, and where a schema states it. @type {Record<string, {make: (count: number) => Input, schema?: string}>} */
const kLimits = {
  'lines of a cart': { make: (count) => ({ request: cart({ lines: list(count, line) }) }), schema: 'request#/$defs/cart/properties/lines/maxItems' },
  'units of a line': { make: (count) => ({ request: cart({ lines: [line(1, { quantity: count })] }) }), schema: 'request#/$defs/line/properties/quantity/maximum' },
  'codes of a cart': { make: (count) => ({ request: cart({ codes: list(count, (index) => `C${index}`) }) }), schema: 'request#/$defs/codes/maxItems' },
  'bytes of a code': { make: (count) => ({ request: cart({ codes: ['A'.repeat(count)] }) }), schema: 'request#/$defs/codes/items/maxLength' },
  'fragments of a request': {
    make: (count) => ({ request: { ...cart({}), fragments: list(count, (index) => ({ code: `C${index}`, promotion: { id: `p${index}`, trigger: 'code', effects: [effect] } })) } }),
    schema: 'request#/$defs/fragments/maxItems',
  },
  'shipping options': { make: (count) => ({ request: cart({ shipping: { options: list(count, (index) => ({ id: `o${index}`, price: 1 })) } }) }), schema: 'request#/$defs/shipping/properties/options/maxItems' },
  'suggested products': { make: (count) => ({ request: { ...cart({}), suggest: list(count, line) } }), schema: 'request#/$defs/suggest/maxItems' },
  'promotions of a ruleset': { make: (count) => ({ rules: { tendero: 1, promotions: list(count, (index) => ({ id: `p${index}`, effects: [effect] })) } }), schema: 'ruleset#/properties/promotions/maxItems' },
  'effects of a promotion': { make: (count) => ({ rules: promotion({ effects: list(count, () => effect) }) }), schema: 'ruleset#/$defs/promotion/properties/effects/maxItems' },
  'values of a list in a condition': { make: (count) => ({ rules: promotion({ when: { fact: 'cart.lines', in: list(count, (index) => index) } }) }), schema: 'ruleset#/$defs/words/maxItems' },
  'clock changes of a store': { make: (count) => ({ rules: { tendero: 1, store: { offsets: list(count, (index) => [index, 0]) } } }), schema: 'ruleset#/$defs/store/properties/offsets/maxItems' },
  'conditions inside one another, segments included': { make: (count) => ({ rules: chain(count) }) },
  'conditions in one, itself included, segments counted at each use': { make: (count) => ({ rules: promotion({ when: { all: list(count - 1, () => test1) } }) }) },
  'arrays and objects inside one another': { make: (count) => ({ rules: promotion({ when: list(count - 4, () => 0).reduce((inner) => ({ not: inner }), /** @type {any} */ (test1)) }) }) },
  'bytes of a request': { make: (count) => { const request = cart({ id: 'PAD' }); return { request, text: padded(request, count) }; } },
  'bytes of a ruleset': { make: (count) => { const rules = promotion({ name: 'PAD' }); return { rules, text: padded(rules, count) }; } },
  'money, and every sum of it': { make: (count) => ({ request: cart({ lines: [line(1, { unit_price: count })] }) }), schema: 'ruleset#/$defs/money/maximum' },
};

/** @param {Input} input @returns {string[]} the codes of the errors */
function codes({ rules, request, text }) {
  if (rules === undefined) return engine.read(engine.module.evaluate(shop, text ?? JSON.stringify(request)), 'evaluated').codes;
  const verdict = engine.load(text ?? JSON.stringify(rules));
  if (verdict.ok) engine.module.unload(verdict.answer.handle);
  return verdict.codes;
}

describe('limits', () => {
  const rows = tables().get('Limits') ?? [];

  test('each has its inputs here', () => assert.deepEqual(rows.map((row) => row.limit).sort(), Object.keys(kLimits).sort()));
  for (const { limit, most, error } of rows) {
    test(`${limit}: ${most}`, () => {
      const { make, schema } = kLimits[limit];
      assert.deepEqual(codes(make(Number(most))), []);
      assert.deepEqual(codes(make(Number(most) + 1)), [bare(error)]);
      if (schema) assert.equal(schemas.at(schema), Number(most));
    });
  }
  test('each limit of the engine is in the reference', () => {
    const header = readFileSync(inRoot('wasm/engine/src/base/limits.hpp'), 'utf8');
    const constants = [...header.matchAll(/ (k\w+) = (?:std::size_t\{(\d+)\} << (\d+)|([\d']+));/g)];
    assert.ok(constants.length >= 10);
    for (const [, name, base, shift, plain] of constants) {
      const number = plain ? plain.replaceAll("'", '') : String(Number(base) * 2 ** Number(shift));
      assert.match(reference.slice(reference.indexOf('## Limits')), new RegExp(`\\b${number}\\b`), name);
    }
  });
  test('at most 20 errors are told', () => {
    const { errors } = engine.accepts({ tendero: 1, promotions: list(30, () => ({ id: 1 })) });
    assert.equal(errors.length, 20);
  });
  test('at most 64 runs of units are told', () => {
    const rules = { tendero: 1, store: { currency: 'EUR' }, promotions: [{ id: 'p', effects: [{ type: 'amount_off', target: 'order', amount: 99999 }] }] };
    const { answer: { handle } } = engine.load(JSON.stringify(rules));
    const { answer } = engine.evaluate(handle, { ...cart({ lines: [line(1, { quantity: 100000, unit_price: 7 })] }), detail: 'units' });
    assert.ok(answer.result.lines[0].units.length <= 64);
    assert.equal(answer.result.lines[0].units.reduce((/** @type {number} */ sum, /** @type {any} */ run) => sum + run.count * run.total, 0), answer.result.lines[0].total);
  });
});
