// Whatever the repository shows or makes is valid by the schemas, and loads in the engine.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { inRoot } from '../setup/lib/paths.mjs';
import { conformance, documents, files, generated, reference } from './corpus.mjs';
import { Engine } from './engine.mjs';
import { withDefaults } from './places.mjs';
import { Schemas, kNames } from './schemas.mjs';

const kSeed = process.env.TENDERO_SEED ?? '20261122';
const kCases = 500;
const kPlace = { ruleset: 'ruleset#', request: 'request#', change: 'request#/$defs/change' };
const schemas = new Schemas();
/** @type {Engine} */ let engine;
before(async () => { engine = await Engine.start(schemas); });

describe('the schemas themselves', () => {
  for (const name of kNames) {
    test(`${name}: each member has a title and a description`, () => {
      /** @type {string[]} */
      const bare = [];
      const look = (/** @type {string} */ place, /** @type {any} */ node) => {
        if (node === null || typeof node !== 'object') return;
        for (const [key, member] of Object.entries(node.properties ?? {})) {
          const where = `${place}/properties/${key}`;
          if (!described(where) && !/Test\/properties\/fact$|onLines|onShipping|byLine|\/(if|then|else)\//.test(where) && member !== false) bare.push(where);
        }
        for (const [key, below] of Object.entries(node)) look(`${place}/${key}`, below);
      };
      look(`${name}#`, schemas.documents[name]);
      assert.deepEqual(bare, []);
    });
    test(`${name}: a $ref stands alone, since editors let what it refers to hide its neighbours`, () => {
      const look = (/** @type {string} */ place, /** @type {any} */ node) => {
        if (node === null || typeof node !== 'object') return;
        if (typeof node.$ref === 'string') assert.deepEqual(Object.keys(node), ['$ref'], place);
        for (const [key, below] of Object.entries(node)) look(`${place}/${key}`, below);
      };
      look(`${name}#`, schemas.documents[name]);
    });
    test(`${name}: its examples and defaults are valid`, () => {
      let count = 0;
      const look = (/** @type {string} */ place, /** @type {any} */ node) => {
        if (node === null || typeof node !== 'object') return;
        const shown = [...(Array.isArray(node.examples) ? node.examples : []), ...('default' in node && typeof node.default !== 'object' ? [node.default] : [])];
        for (const example of shown) assert.equal(schemas.complaint(place, example), '', `${place}: ${JSON.stringify(example)}`);
        count += shown.length;
        for (const [key, below] of Object.entries(node)) if (key !== 'examples') look(`${place}/${key.replace(/\//g, '~1')}`, below);
      };
      look(`${name}#`, schemas.documents[name]);
      assert.ok(count > 0 || name === 'answer');
    });
  }

  test('the package has them', () => {
    const { files: published } = JSON.parse(readFileSync(inRoot('js-glue/package.json'), 'utf8'));
    assert.ok(published.includes('schema'));
    for (const name of kNames) {
      const found = JSON.parse(readFileSync(fileURLToPath(import.meta.resolve(`@tendero/browser/schema/${name}.schema.json`)), 'utf8'));
      assert.deepEqual(found, schemas.documents[name]);
    }
  });

  /** @param {string} place @returns {boolean} by itself, by what it refers to, or by each of its alternatives */
  function described(place) {
    const node = schemas.at(place);
    if (typeof node !== 'object') return false;
    const below = node.$ref ? described(schemas.follow(place, node.$ref)) : false;
    const each = (node.anyOf ?? []).filter((/** @type {any} */ one) => one.type !== 'null');
    return Boolean(node.title && node.description) || below
      || (each.length > 0 && each.every((/** @type {any} */ one) => described(`${place}/anyOf/${node.anyOf.indexOf(one)}`)));
  }
});

describe('texts of the repository', () => {
  const all = { files: files(), conformance: conformance(), documents: documents(), reference: reference() };
  for (const [from, texts] of Object.entries(all)) {
    test(`${from}: ${texts.length}`, () => {
      assert.ok(texts.length > 0, 'there are none');
      for (const { from: place, kind, value } of texts) {
        assert.equal(schemas.complaint(kPlace[kind], value), '', place);
        if (kind === 'ruleset') assert.deepEqual(engine.accepts(value).errors.filter((error) => error.code !== 'offsets_missing'), [], place);
      }
    });
  }
  test('the demo\'s rules are among them', () => assert.ok(all.files.some(({ from }) => from === 'demo-store/rules/ruleset.json')));
});

describe(`${kCases} random rulesets, seed ${kSeed}`, () => {
  const cases = generated(kSeed, kCases);

  test('valid, loaded, priced; each answer is as its schema says', (context) => {
    context.diagnostic(`TENDERO_SEED=${kSeed}`);
    for (const { index, rules, request } of cases) {
      assert.equal(schemas.complaint('ruleset#', rules), '', `case ${index}`);
      assert.equal(schemas.complaint('request#', request), '', `case ${index}`);
      const { answer: { handle }, errors } = engine.load(JSON.stringify(rules));
      assert.deepEqual(errors, [], `case ${index}`);
      for (const detail of ['totals', 'lines', 'allocations', 'units']) {
        assert.deepEqual(engine.evaluate(handle, { ...request, detail, explain: 'all', digest: true }).errors, [], `case ${index}`);
      }
      engine.module.unload(handle);
    }
    context.diagnostic(`${engine.answers} answers`);
  });

  test('a member left out is the default that the schema names: same request digest, same result', (context) => {
    /** @type {Set<string>} */
    const tried = new Set();
    for (const { index, rules, request } of cases.slice(0, 60)) {
      const { answer: { handle } } = engine.load(JSON.stringify(rules));
      const { request_digest: digest } = engine.digest(handle, request).answer;
      const { result } = engine.evaluate(handle, request).answer;
      for (const { pointer, value } of withDefaults(schemas, 'request#', request)) {
        const isSigned = pointer.startsWith('/fragments/'); // the digest holds the fragment as the server wrote it
        if (!isSigned) assert.equal(engine.digest(handle, value).answer.request_digest, digest, `case ${index} ${pointer}`);
        assert.deepEqual(engine.evaluate(handle, value).answer.result, result, `case ${index} ${pointer}`);
        tried.add(pointer.replace(/\d+/g, '*'));
      }
      engine.module.unload(handle);
      for (const { pointer, value } of withDefaults(schemas, 'ruleset#', rules)) {
        const loaded = engine.load(JSON.stringify(value));
        assert.deepEqual(loaded.errors, [], `case ${index} ${pointer}`);
        assert.deepEqual(engine.evaluate(loaded.answer.handle, request).answer.result, result, `case ${index} ${pointer}`);
        engine.module.unload(loaded.answer.handle);
        tried.add(pointer.replace(/\d+/g, '*'));
      }
    }
    assert.ok(tried.size >= 30, `only ${[...tried]}`);
    context.diagnostic(`defaults of ${tried.size} members`);
  });

  test('a wrong default is found out', () => {
    const documents = structuredClone(schemas.documents);
    documents.request.$defs.line.properties.quantity.default = 2;
    const { answer: { handle } } = engine.load(JSON.stringify({ tendero: 1, store: { currency: 'EUR' } }));
    const request = { now: '2026-11-28T10:00:00Z', cart: { lines: [{ id: 'l1', sku: 'A', unit_price: 100 }] } };
    const digest = (/** @type {any} */ value) => engine.digest(handle, value).answer.request_digest;
    const filled = (/** @type {Schemas} */ by) => withDefaults(by, 'request#', request).find(({ pointer }) => pointer === '/cart/lines/0/quantity')?.value;
    assert.equal(digest(filled(schemas)), digest(request));
    assert.notEqual(digest(filled(new Schemas(documents))), digest(request));
  });
});
