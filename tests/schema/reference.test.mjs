// The reference and the schemas say the same: every member, fact, operator, default and limit stands in both. Its examples are run.
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { Engine } from './engine.mjs';
import { defaultOf } from './places.mjs';
import { bare, examples, tables, text } from './reference.mjs';
import { Schemas } from './schemas.mjs';

const schemas = new Schemas();
const found = tables();

/** Which members each table lists. @type {Record<string, string[]>} */
const kTables = {
  Ruleset: ['ruleset#'],
  Store: ['ruleset#/$defs/store'],
  Tax: ['ruleset#/$defs/tax'],
  Pricing: ['ruleset#/$defs/pricing'],
  'Shipping zones': ['ruleset#/properties/shipping'],
  Promotion: ['ruleset#/$defs/promotion'],
  Active: ['ruleset#/$defs/active'],
  'Limits of a promotion': ['ruleset#/$defs/limits'],
  percent_off: ['ruleset#/$defs/percentOff'],
  amount_off: ['ruleset#/$defs/amountOff'],
  fixed_price: ['ruleset#/$defs/fixedPrice'],
  buy_x_get_y: ['ruleset#/$defs/buyXGetY'],
  Buy: ['ruleset#/$defs/buyXGetY/properties/buy'],
  Get: ['ruleset#/$defs/buyXGetY/properties/get'],
  free_shipping: ['ruleset#/$defs/freeShipping'],
  earn_points: ['ruleset#/$defs/earnPoints'],
  Request: ['request#'],
  Cart: ['request#/$defs/cart'],
  Line: ['request#/$defs/line'],
  Shipping: ['request#/$defs/shipping'],
  Option: ['request#/$defs/shipping/properties/options/items'],
  Customer: ['request#/$defs/customer'],
  Context: ['request#/$defs/context'],
  Fragment: ['request#/$defs/fragment'],
  Usage: ['request#/$defs/usage/additionalProperties'],
  Change: ['request#/$defs/change'],
  Set: ['request#/$defs/change/properties/set'],
  Result: ['answer#/$defs/result'],
  'Line of an answer': ['answer#/$defs/line'],
  'Run of units': ['answer#/$defs/line/properties/units/items'],
  Allocation: ['answer#/$defs/allocations/items'],
  'Shipping of an answer': ['answer#/$defs/chosenShipping', 'answer#/$defs/openShipping'],
  'Option of an answer': ['answer#/$defs/options/items'],
  Totals: ['answer#/$defs/total'],
  'Tax of an answer': ['answer#/$defs/tax'],
  Applied: ['answer#/$defs/applied'],
  Rejected: ['answer#/$defs/rejected'],
  Nudge: ['answer#/$defs/nudge'],
  Points: ['answer#/$defs/points'],
  Meta: ['answer#/$defs/meta'],
  Optimality: ['answer#/$defs/meta/properties/optimality'],
  Errors: ['answer#/$defs/error'],
};

const kKinds = { money: 'money', number: 'number', timeOfDay: 'time of day', weekday: 'text', stage: 'text', text: 'text', boolean: 'boolean', set: 'set', free: 'free' };

const names = (/** @type {string} */ heading, /** @type {string} */ column) => (found.get(heading) ?? []).map((row) => bare(row[column]));
const sorted = (/** @type {Iterable<string>} */ list) => [...list].sort();

/** The words of a closed list. @param {string} place @returns {string[] | null} */
function wordsOf(place) {
  const node = schemas.at(place);
  if (node.enum) return node.enum.map(String);
  if (typeof node.const === 'string') return [node.const];
  const reference = node.$ref ?? node.allOf?.[0].$ref;
  return reference ? wordsOf(schemas.follow(place, reference)) : null;
}

describe('members', () => {
  for (const [heading, places] of Object.entries(kTables)) {
    test(heading, () => {
      const rows = found.get(heading);
      assert.ok(rows, 'the reference has no such table');
      const known = places.flatMap((place) => Object.keys(schemas.at(place).properties));
      assert.deepEqual(sorted(names(heading, 'member')), sorted(new Set(known)));
      for (const row of rows) {
        const name = bare(row.member);
        const place = places.find((each) => name in schemas.at(each).properties) ?? '';
        const member = `${place}/properties/${name}`;
        const words = wordsOf(member);
        if (words) for (const word of words) assert.match(row.value, new RegExp(`[\`"]${word}[\`"]|^word$|#reasons`), `${name}: ${word}`);
        if (!('default' in row)) continue;
        const required = (schemas.at(place).required ?? []).includes(name);
        const fallback = defaultOf(schemas, member);
        if (/^(as in a request|empty|0)$/.test(row.means) && heading === 'Set') continue;
        assert.equal(bare(row.default), required ? 'required' : fallback === undefined ? '' : String(fallback), `default of ${name}`);
      }
    });
  }
  test('each of the schemas\' members has a table', () => {
    const listed = new Set(Object.values(kTables).flat());
    const others = /(Test|onLines|onShipping|byLine)$|\/(effect|condition|lineCondition|evaluated|refused|loaded|opened|changed|delta|digested|linted|finding|lineChange)$|\/attributes$/;
    for (const name of ['ruleset', 'request', 'answer']) {
      for (const [key, node] of Object.entries(schemas.documents[name].$defs)) {
        const place = `${name}#/$defs/${key}`;
        if (/** @type {any} */ (node).properties && !others.test(place)) assert.ok(listed.has(place), `${place} has no table`);
      }
    }
  });
});

describe('facts and operators', () => {
  /** Name → kind, of all facts that the schema lists. */
  function facts() {
    /** @type {Map<string, string>} */
    const all = new Map();
    for (const [key, node] of Object.entries(schemas.documents.ruleset.$defs)) {
      const kind = /^(?:line)?(.+?)(?:Sum)?Fact$/.exec(key)?.[1];
      if (!kind || key === 'lineFact') continue;
      const name = kKinds[/** @type {keyof typeof kKinds} */ (kind[0].toLowerCase() + kind.slice(1))];
      for (const one of node.anyOf ?? [node]) for (const fact of one.enum ?? [nameOf(one)]) all.set(fact, name);
    }
    return all;
  }
  /** "cart.attributes.NAME" of its pattern. @param {any} node */
  const nameOf = (node) => node.const ?? `${/^\^(.+?)\(/.exec(node.pattern)?.[1].replaceAll('\\', '')}NAME`;

  test('the facts that are explained are those that have a kind', () => {
    const explained = ['fact', 'lineFact'].flatMap((key) => schemas.at(`ruleset#/$defs/${key}`).anyOf.map(nameOf));
    assert.deepEqual(sorted(explained), sorted(facts().keys()));
  });
  const rows = ['Facts of the cart', 'Sums over lines', 'Facts of a line', 'Facts of the delivery', 'Facts of the customer', 'Facts of the context'].flatMap((heading) => found.get(heading) ?? []);

  test('every fact, with its kind', () => {
    const known = facts();
    assert.equal(known.size, rows.length);
    for (const row of rows) assert.equal(row.kind, known.get(bare(row.fact)), row.fact);
  });
  test('the example of a fact asks for it', () => {
    for (const row of rows) {
      const { fact } = JSON.parse(bare(row.example));
      assert.ok(fact === bare(row.fact) || bare(row.fact).endsWith('.NAME') && fact.startsWith(bare(row.fact).slice(0, -4)), row.fact);
    }
  });
  test('every operator, and the kinds that it is for', () => {
    const lists = { number: ['money', 'number'], timeOfDay: ['time of day'], text: ['text'], boolean: ['boolean'], set: ['set'], free: ['free'] };
    /** @type {Map<string, string[]>} */
    const known = new Map();
    for (const [list, kinds] of Object.entries(lists)) {
      for (const name of Object.keys(schemas.at(`ruleset#/$defs/${list}Test`).properties).slice(1)) known.set(name, [...(known.get(name) ?? []), ...kinds]);
    }
    const all = Object.values(lists).flat();
    const listed = found.get('Operators') ?? [];
    assert.deepEqual(sorted(listed.map((row) => bare(row.operator))), sorted(known.keys()));
    for (const row of listed) {
      const kinds = row.of === 'any' ? all : row.of.split(', ');
      assert.deepEqual(sorted(kinds), sorted(known.get(bare(row.operator)) ?? []), row.operator);
      assert.ok(bare(row.operator) in JSON.parse(bare(row.example)), row.operator);
    }
  });
  test('every form of a condition', () => {
    assert.deepEqual(names('Conditions', 'form'), ['all', 'any', 'not', 'segment', 'fact', 'where']);
    for (const form of ['all', 'any', 'not', 'segment', 'fact']) assert.ok(schemas.at('ruleset#/$defs/condition').properties[form]);
  });
  test('every reason, in order', () => assert.deepEqual(names('Reasons', 'reason'), schemas.at('answer#/$defs/reason').enum));
});

describe('examples', () => {
  /** @type {Engine} */ let engine;
  before(async () => { engine = await Engine.start(schemas); });

  for (const [index, { kind, line, value }] of examples().entries()) {
    const place = line ? `line ${line}` : `table example ${index}: ${JSON.stringify(value.promotions?.[0]?.when ?? value.promotions?.[0]?.effects?.[0]?.where)}`;
    test(`${kind}, ${place}`, () => {
      assert.equal(schemas.complaint({ ruleset: 'ruleset#', request: 'request#', change: 'request#/$defs/change' }[kind], value), '');
      if (kind !== 'ruleset') return;
      assert.deepEqual(engine.lint(value).filter((finding) => finding.level === 'error'), []);
    });
  }
  test('request and change', () => {
    const { answer: { handle } } = engine.load(JSON.stringify({ tendero: 1, store: { currency: 'EUR' } }));
    const request = examples().find(({ kind }) => kind === 'request')?.value;
    const change = examples().find(({ kind }) => kind === 'change')?.value;
    assert.deepEqual(engine.evaluate(handle, request).errors, []);
    assert.deepEqual(engine.change(handle, request, change).errors, []);
  });
  test('each effect has one of its own, and so has each table of settings', () => {
    for (const section of text.split(/^#{2,4} /m).slice(1)) {
      const heading = section.split('\n')[0];
      const place = kTables[heading]?.[0] ?? '';
      if (place.startsWith('ruleset#')) assert.match(section, /^```json \w+$/m, heading);
    }
  });
});
