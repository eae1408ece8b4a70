// The engine and the schemas accept and refuse the same texts. Every member is misspelt, left out and given other values;
// what may differ is listed in exceptions.mjs, with a text that shows it.
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { generated, reference } from './corpus.mjs';
import { Engine } from './engine.mjs';
import { isException, kExceptions } from './exceptions.mjs';
import { mutations } from './mutations.mjs';
import { membersBelow, partAt, walk } from './places.mjs';
import { rulesAsking } from './reference.mjs';
import { Schemas } from './schemas.mjs';

/** @typedef {import('./corpus.mjs').Text['kind']} Kind */
/** @typedef {import('./engine.mjs').Verdict} Verdict */

const kPlace = { ruleset: 'ruleset#', request: 'request#', change: 'request#/$defs/change' };
const kSeed = process.env.TENDERO_SEED ?? '20261122';
const schemas = new Schemas();
/** @type {Engine} */ let engine;
/** @type {number} */ let shop;
const kCart = { now: '2026-11-28T10:00:00Z', cart: { currency: 'EUR', lines: [{ id: 'l1', sku: 'A', unit_price: 100 }] } };
before(async () => {
  engine = await Engine.start(schemas);
  shop = engine.load(JSON.stringify({ tendero: 1, store: { currency: 'EUR' } })).answer.handle;
});

/** What the engine says. @param {Kind} kind @param {any} value @returns {Verdict} */
function ask(kind, value) {
  if (kind === 'ruleset') return engine.accepts(value);
  return kind === 'request' ? engine.evaluate(shop, value) : engine.change(shop, kCart, value);
}

/** How engine and schema differ over a text; empty when they agree, or may differ. @param {Kind} kind @param {any} value @param {Schemas} by */
function difference(kind, value, by = schemas) {
  const complaint = by.complaint(kPlace[kind], value);
  const { ok, errors } = ask(kind, value);
  if (ok === (complaint === '')) return '';
  if (complaint === '') return isException(kind, errors) ? '' : `the engine alone refuses: ${JSON.stringify(errors[0])}`;
  return `the schema alone refuses: ${complaint}`;
}

/** Texts that have every member at least once. */
const seeds = needed([
  ...reference(),
  ...['ruleset', 'request'].flatMap((name) => schemas.documents[name].examples.map((/** @type {any} */ value) => ({ kind: name, value }))),
  { kind: 'ruleset', value: { tendero: 1, loyalty: {}, messages: [], support: {}, promotions: [{ id: 'p', effects: [{ type: 'percent_off', percent: 1, where: { all: [{ any: [{ not: { fact: 'line.sku', eq: 'A' } }] }, { segment: 's' }] } }] }], segments: { s: { fact: 'line.brand', eq: 'B' } } } },
  { kind: 'change', value: { sequence: 1, set: { lines: [{ id: 'l1', sku: 'B', quantity: 2, unit_price: 200, list_price: 300, product: 'b', categories: ['c'], collections: ['d'], brand: 'e', tags: ['f'], tax_rate: 4, weight: 5, subscription: true, attributes: { floor_price: 1, g: ['h'] } }] } } },
  { kind: 'change', value: {
    sequence: 1, answer: 'delta', add: [{ id: 'l2', sku: 'C', unit_price: 1 }], remove: ['l1'],
    set: {
      now: '2026-11-28T10:00:00.5+01:00', codes: ['A'], gifts: [], points_to_spend: 0, gift_cards: [], age_hours: 30, attributes: { a: true }, explain: 'all', detail: 'units', digest: true, suggest: [],
      shipping: { country: 'ES', region: 'TF', postcode: '38001', method: 'a', options: [{ id: 'a', price: 1, tax_rate: 7 }] },
      customer: { id: 'u', logged_in: true, groups: ['g'], tier: 't', points: 1, orders: 0, spent: 0, last_order_days: 1, since_days: 1, birthday_in_days: 1, newsletter: false, source: 's', referrer: 'r', complaints: 0, email_domain: 'd', attributes: { a: 1 } },
      context: { channel: 'c', device: 'd', locale: 'es', country: 'ES', payment_method: 'p', page: 'p', step: 's', visits: 1, seconds_on_page: 1, utm: { source: 's' } },
      fragments: [{ code: 'ＶＥＲＡＮＯ', use: 1, session: 's', revision: 'r', refresh_at: 1, iat: 1, exp: 2, aud: 'a', iss: 'i', segments: { s: { fact: 'cart.lines', gte: 1 } }, promotion: { id: 'p', trigger: 'code', effects: [{ type: 'free_shipping' }] } }],
      usage: { p: { uses_left: 0, customer_uses_left: 1 } },
    },
  } },
  { kind: 'change', value: { sequence: 1, set: { lines: [{ id: 'l1', list_price: null, product: null, categories: null, collections: null, brand: null, tags: null, tax_rate: null, weight: null, subscription: null, attributes: null }] } } },
  { kind: 'change', value: { sequence: 1, set: { codes: null, shipping: null, customer: null, context: null, fragments: null, usage: null, attributes: null, age_hours: null, gifts: null, points_to_spend: null, gift_cards: null, explain: null, detail: null, suggest: null } } },
]);

/** Those that reach a member which none before them has. @param {{kind: Kind, value: any}[]} texts */
function needed(texts) {
  /** @type {Set<string>} */
  const reached = new Set();
  return texts.filter(({ kind, value }) => {
    const before = reached.size;
    walk(schemas, kPlace[kind], value, (place) => reached.add(place));
    return reached.size > before;
  });
}

describe('every member misspelt, left out, and of another kind', () => {
  test('the texts have every member of the schemas', () => {
    /** @type {Set<string>} */
    const reached = new Set();
    for (const { kind, value } of seeds) {
      assert.equal(schemas.complaint(kPlace[kind], value), '', JSON.stringify(value));
      assert.deepEqual(ask(kind, value).errors, [], JSON.stringify(value));
      walk(schemas, kPlace[kind], value, (place) => reached.add(place));
    }
    const all = Object.values(kPlace).flatMap((place) => [...membersBelow(schemas, place)]);
    // Conditions: the table of facts and operators below has each of them.
    const missing = all.filter((place) => !reached.has(place) && !/Test\/properties\//.test(place));
    assert.deepEqual(missing, []);
    assert.ok(all.length > 200);
  });

  for (const kind of /** @type {Kind[]} */ (['ruleset', 'request', 'change'])) {
    test(kind, (context) => {
      const counts = { misspelt: 0, missing: 0, mistyped: 0, refused: 0 };
      for (const { value } of seeds.filter((seed) => seed.kind === kind)) {
        for (const mutation of mutations(value)) {
          const differs = difference(kind, mutation.value);
          assert.equal(differs, '', `${mutation.kind} ${mutation.pointer} of ${JSON.stringify(value)}: ${JSON.stringify(partAt(mutation.value, mutation.pointer.slice(0, mutation.pointer.lastIndexOf('/'))))}`);
          counts[mutation.kind] += 1;
          if (!schemas.check(kPlace[kind])(mutation.value)) counts.refused += 1;
        }
      }
      assert.ok(counts.misspelt > 20 && counts.missing > 20 && counts.refused > counts.mistyped / 2, JSON.stringify(counts));
      context.diagnostic(`${kind}: ${JSON.stringify(counts)}`);
    });
  }

  test('each member, misspelt, is refused by both, unless its object takes any name', () => {
    /** @type {Map<string, boolean>} by the schema's place: whether some misspelling was refused */
    const refused = new Map();
    /** @type {Set<string>} names that the engine proposed instead */
    const proposed = new Set();
    for (const { kind, value } of seeds) {
      /** @type {Map<string, string[]>} */
      const places = new Map();
      walk(schemas, kPlace[kind], value, (place, _, pointer) => places.set(pointer, [...(places.get(pointer) ?? []), place]));
      for (const mutation of mutations(value)) {
        if (mutation.kind !== 'misspelt') continue;
        const verdict = ask(kind, mutation.value);
        for (const error of verdict.errors) if (error.did_you_mean) proposed.add(error.did_you_mean);
        const both = !schemas.check(kPlace[kind])(mutation.value) && !verdict.ok;
        for (const place of places.get(mutation.pointer) ?? []) if (/\/properties\/[^/]+$/.test(place)) refused.set(place, both || (refused.get(place) ?? false));
      }
    }
    const passed = [...refused].filter(([, both]) => !both).map(([place]) => place);
    assert.deepEqual(passed, ['request#/$defs/line/properties/attributes/properties/floor_price']);
    assert.ok(refused.size > 150);
    const names = new Set([...refused.keys()].map((place) => place.slice(place.lastIndexOf('/') + 1)));
    // Without one of these three nothing says what the other members belong to.
    assert.deepEqual([...names].filter((name) => !proposed.has(name)).sort(), ['fact', 'sequence', 'type']);
  });

  test(`random rulesets and requests, seed ${kSeed}`, (context) => {
    let count = 0;
    for (const { index, rules, request } of generated(kSeed, 40)) {
      for (const [kind, value] of /** @type {[Kind, any][]} */ ([['ruleset', rules], ['request', request]])) {
        for (const mutation of mutations(value, 23, index)) {
          assert.equal(difference(kind, mutation.value), '', `case ${index}: ${mutation.kind} ${mutation.pointer}`);
          count += 1;
        }
      }
    }
    assert.ok(count > 1000);
    context.diagnostic(`TENDERO_SEED=${kSeed}: ${count} texts`);
  });
});

describe('facts and operators', () => {
  const operators = Object.keys(schemas.at('ruleset#/$defs/freeTest').properties).slice(1);
  const operands = [3, -1, 1.5, 'MO', 'new', 'x', '', '09:30', '24:01', true, false, null, {}, [], [1, 2], [2, 1], [1], [1, 'x'], ['x'], ['x', 1], ['MO', 'TU'], ['new'], ['09:30', '10:00'], ['09:30'], [true], [[1]], [1.5]];
  const facts = ['fact', 'lineFact'].flatMap((key) => schemas.at(`ruleset#/$defs/${key}`).anyOf.flatMap(namesOf));

  /** @param {any} node @returns {string[]} the fact; of free names an example, an empty and a forbidden one */
  function namesOf({ const: name, examples }) {
    return name ? [name] : [examples[0], ...['', 'constructor'].map((odd) => examples[0].replace(/[^.]+$/, odd))];
  }

  test('each fact with each operator and each kind of value', (context) => {
    const known = new Set(facts);
    assert.ok(known.size > 60, `${known.size}`);
    let count = 0;
    for (const fact of known) {
      let accepted = 0;
      for (const operator of operators) {
        for (const operand of operands) {
          const value = rulesAsking({ fact, [operator]: operand });
          const differs = difference('ruleset', value);
          assert.equal(differs, '', JSON.stringify({ fact, [operator]: operand }));
          if (schemas.check('ruleset#')(value)) accepted += 1;
          count += 1;
        }
      }
      assert.ok(accepted > 0 || /(\.|constructor)$/.test(fact), fact);
    }
    context.diagnostic(`${count} conditions`);
  });

  test('each fact where it may not be asked, and beside a where', () => {
    for (const fact of new Set(facts)) {
      const test = { fact, exists: true };
      const where = { fact: 'line.sku', eq: 'A' };
      const odd = [
        { tendero: 1, promotions: [{ id: 'p', when: test, effects: [{ type: 'free_shipping' }] }] },
        { tendero: 1, promotions: [{ id: 'p', effects: [{ type: 'percent_off', percent: 1, where: test }] }] },
        { tendero: 1, promotions: [{ id: 'p', when: { fact: 'lines.count', where: test, gte: 1 }, effects: [{ type: 'free_shipping' }] }] },
        { tendero: 1, promotions: [{ id: 'p', effects: [{ type: 'buy_x_get_y', buy: { where: test, quantity: 1 }, get: { where: test, percent_off: 1 } }] }] },
        { tendero: 1, shipping: { zones: { z: test } } },
        { tendero: 1, segments: { s: test } },
        rulesAsking({ ...test, where }), rulesAsking({ fact, where }), rulesAsking({ fact }), rulesAsking({ ...test, ne: 1 }), rulesAsking({ ...test, unknown: 1 }), rulesAsking({ all: [test], any: [] }), rulesAsking({}),
      ];
      for (const value of odd) assert.equal(difference('ruleset', value), '', JSON.stringify(value));
    }
  });
});

describe('effects', () => {
  const targets = ['lines', 'units', 'order', 'shipping', 'order_and_shipping'];
  const members = /** @type {Record<string, any>} */ ({
    percent: 10, amount: 100, where: { fact: 'line.sku', eq: 'A' }, max_amount: 5, max_units: 2, pick: 'dearest', allocate: 'each', quantity: 3, methods: ['a'], countries: ['ES'], per: 100, points: 1, multiply: 2,
    buy: { quantity: 1 }, get: { percent_off: 1 }, grouping: 'each', partial: true, scope: 'line',
  });
  const types = ['percent_off', 'amount_off', 'fixed_price', 'buy_x_get_y', 'free_shipping', 'earn_points'];

  test('each type with each target and each pair of members', (context) => {
    let count = 0;
    const names = Object.keys(members);
    for (const type of types) {
      const chosen = schemas.at('ruleset#/$defs/effect').allOf.find((/** @type {any} */ one) => one.if.properties.type.const === type);
      const { required } = schemas.at(schemas.follow('ruleset#', chosen.then.$ref));
      const own = Object.fromEntries(required.filter((/** @type {string} */ name) => name !== 'type').map((/** @type {string} */ name) => [name, members[name]]));
      for (const target of [undefined, ...targets]) {
        for (const [index, first] of names.entries()) {
          for (const second of names.slice(index)) {
            for (const more of [{}, { group: 'g', group_scope: 'line' }]) {
              const effect = { type, ...(target ? { target } : {}), ...own, [first]: members[first], [second]: members[second] };
              const value = { tendero: 1, promotions: [{ id: 'p', ...more, effects: [effect] }] };
              assert.equal(difference('ruleset', value), '', JSON.stringify(value));
              count += 1;
            }
          }
        }
      }
    }
    context.diagnostic(`${count} effects`);
  });

  test('what is not built is refused by both, by name', () => {
    const promotion = (/** @type {any} */ more) => ({ tendero: 1, promotions: [{ id: 'p', effects: [{ type: 'free_shipping' }], ...more }] });
    const later = [
      ...['bundle', 'per_group', 'tiered', 'gift', 'shipping_off', 'store_credit', 'message'].map((type) => promotion({ effects: [{ type }] })),
      promotion({ combines_with: { line: true } }), promotion({ never_with: ['q'] }), promotion({ active: { schedule: {} } }), promotion({ visibility: 'server' }),
      ...['uses_per_day', 'uses_per_week', 'uses_per_month', 'budget', 'budget_mode'].map((name) => promotion({ limits: { [name]: 1 } })),
      ...Object.entries({ profile: 'sylius', order: 'by_value', allocator: 'last_line', stacking: 'lanes', discount_basis: 'net', rounding: 'none' }).map(([name, word]) => ({ tendero: 1, store: { pricing: { [name]: word } } })),
      { tendero: 1, loyalty: { tiers: [] } }, { tendero: 1, messages: [{}] }, { tendero: 1, support: { a: 1 } },
      promotion({ effects: [{ type: 'buy_x_get_y', grouping: 'each', buy: { amount: 1 }, get: { percent_off: 1 } }] }),
    ];
    for (const value of later) {
      assert.notEqual(schemas.complaint('ruleset#', value), '', JSON.stringify(value));
      assert.ok(engine.accepts(value).codes.includes('not_built'), JSON.stringify(value));
    }
  });
});

describe('what only the engine can know', () => {
  for (const { kind, code, why, shown, text } of kExceptions) {
    test(`${kind} ${code}: ${why}`, () => {
      assert.equal(schemas.complaint(kPlace[kind], shown), '');
      if (text === undefined) return assert.ok(ask(kind, shown).codes.includes(code), JSON.stringify(ask(kind, shown).errors));
      const written = JSON.stringify(shown).replace('"priority":3', `"priority":${text}`);
      assert.deepEqual([schemas.complaint(kPlace[kind], JSON.parse(written)), engine.load(written).codes], ['', [code]]);
    });
  }
});

describe('a difference is found out', () => {
  /** @type {[string, Kind, (documents: any) => void, any][]} */
  const plants = [
    ['a bound', 'ruleset', (documents) => { documents.ruleset.$defs.percent.maximum = 1000; }, { tendero: 1, promotions: [{ id: 'p', effects: [{ type: 'percent_off', percent: 101 }] }] }],
    ['a member too many', 'request', (documents) => { documents.request.$defs.cart.properties.surplus = true; }, { ...kCart, cart: { ...kCart.cart, surplus: 1 } }],
    ['a member too few', 'request', (documents) => { delete documents.request.$defs.cart.properties.age_hours; }, { ...kCart, cart: { ...kCart.cart, age_hours: 1 } }],
    ['an operator of another kind', 'ruleset', (documents) => { documents.ruleset.$defs.textTest.properties.gt = { type: 'string' }; }, rulesAsking({ fact: 'customer.tier', gt: 'a' })],
  ];
  for (const [name, kind, plant, value] of plants) {
    test(name, () => {
      const documents = structuredClone(schemas.documents);
      plant(documents);
      assert.equal(difference(kind, value), '');
      assert.match(difference(kind, value, new Schemas(documents)), /alone refuses/);
    });
  }
});
