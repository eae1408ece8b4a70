// What a merchant sees while typing: VS Code's own JSON service with these schemas, set up as the reference says.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import service from 'vscode-json-languageservice';
import { blocks } from '../docs/markdown.mjs';
import { inRoot } from '../setup/lib/paths.mjs';
import { conformance, documents, files, reference } from './corpus.mjs';
import { text as page } from './reference.mjs';
import { Schemas } from './schemas.mjs';

const { getLanguageService, TextDocument } = service;
const schemas = new Schemas();
const settings = JSON.parse(blocks('wasm/REFERENCE.md', page).find(({ language, how }) => language === 'json' && how === '')?.text ?? '{}')['json.schemas'];

const editor = getLanguageService({
  schemaRequestService: async (uri) => readFileSync(new URL(uri), 'utf8'),
  workspaceContext: { resolveRelativePath: (path, from) => new URL(path, from).href },
});
editor.configure({
  validate: true, allowComments: false,
  schemas: settings.map((/** @type {{fileMatch: string[], url: string}} */ { fileMatch, url }) => ({ fileMatch, uri: pathToFileURL(inRoot(url)).href })),
});

/** A text as it stands in the editor, with the cursor at ‸. @param {string} typed @param {string} [name] of the file */
function open(typed, name = 'shop.ruleset.json') {
  const document = TextDocument.create(`file:///shop/${name}`, 'json', 1, typed.replace('‸', ''));
  return { document, json: editor.parseJSONDocument(document), place: document.positionAt(Math.max(typed.indexOf('‸'), 0)) };
}

/** @param {string} typed @param {string} [name] @returns {Promise<Map<string, string>>} what is offered, with its explanation */
async function offered(typed, name) {
  const { document, json, place } = open(typed, name);
  const list = await editor.doComplete(document, place, json);
  return new Map((list?.items ?? []).map(({ label, documentation }) => [label.replace(/^"|"$/g, ''), String(documentation ?? '')]));
}

/** @param {string} typed @param {string} [name] @returns {Promise<string[]>} what is marked as wrong: "text: why" */
async function marked(typed, name) {
  const { document, json } = open(typed, name);
  return (await editor.doValidation(document, json)).map(({ range, message }) => `${document.getText(range)}: ${message}`);
}

/** @param {string} typed @returns {Promise<string>} */
async function explained(typed) {
  const { document, json, place } = open(typed);
  return [(await editor.doHover(document, place, json))?.contents ?? ''].flat().join('\n').replaceAll('\\', '');
}

const rules = (/** @type {string} */ promotion) => `{"tendero": 1, "promotions": [{"id": "a", ${promotion}}]}`;
const effect = '"effects": [{"type": "free_shipping"}]';
const keys = (/** @type {Map<string, string>} */ map) => [...map.keys()];
const allOf = (/** @type {string} */ key) => schemas.at(`ruleset#/$defs/${key}`).anyOf.map((/** @type {any} */ one) => one.const ?? one.examples[0]).sort();

describe('what is offered', () => {
  test('members, each with its own explanation', async () => {
    const members = await offered('{"tendero": 1, ‸}');
    assert.deepEqual(keys(members), ['store', 'segments', 'promotions', 'shipping', 'loyalty', 'messages', 'support']);
    assert.match(members.get('store') ?? '', /^The shop/);
    assert.match((await offered('{"tendero": 1, "store": {‸}}')).get('floor_price') ?? '', /^No unit of any line/);
  });
  test('every type of effect', async () => {
    const types = await offered(rules('"effects": [{"type": "‸"}]'));
    assert.deepEqual(keys(types), ['percent_off', 'amount_off', 'fixed_price', 'buy_x_get_y', 'free_shipping', 'earn_points']);
    assert.ok([...types.values()].every(Boolean));
  });
  test('the members of that effect', async () => {
    assert.deepEqual(keys(await offered(rules('"effects": [{"type": "percent_off", ‸}]'))).sort(), ['max_amount', 'max_units', 'percent', 'pick', 'target', 'where']);
    assert.deepEqual(keys(await offered(rules('"effects": [{"type": "buy_x_get_y", "buy": {‸}}]'))), ['where', 'quantity', 'amount']);
  });
  test('words of closed lists', async () => {
    assert.deepEqual(keys(await offered(rules('"effects": [{"type": "percent_off", "target": "‸"}]'))).sort(), ['lines', 'order', 'order_and_shipping', 'shipping', 'units']);
    assert.deepEqual(keys(await offered('{"store": {"pricing": {"select": "‸"}}}')).sort(), ['best_for_customer', 'priority']);
  });
  test('every fact, explained; inside a where those of a line', async () => {
    const facts = await offered(rules(`"when": {"fact": "‸"}, ${effect}`));
    assert.deepEqual(keys(facts).sort(), allOf('fact'));
    assert.match(facts.get('cart.discounted_subtotal') ?? '', /after the discounts/);
    const lines = await offered(rules('"effects": [{"type": "percent_off", "percent": 1, "where": {"fact": "‸"}}]'));
    assert.deepEqual(keys(lines).sort(), allOf('lineFact'));
  });
  test('the operators of that fact', async () => {
    const forms = ['all', 'any', 'not', 'segment'];
    const operators = async (/** @type {string} */ fact) => keys(await offered(rules(`"when": {"fact": "${fact}", ‸}, ${effect}`))).filter((name) => !forms.includes(name)).sort();
    assert.deepEqual(await operators('customer.groups'), ['eq', 'exists', 'has', 'has_all', 'has_any', 'has_none', 'ne']);
    assert.deepEqual(await operators('customer.logged_in'), ['eq', 'exists', 'ne']);
    assert.deepEqual(await operators('cart.subtotal'), ['between', 'eq', 'exists', 'gt', 'gte', 'in', 'lt', 'lte', 'ne', 'not_in']);
    assert.deepEqual(await operators('lines.count'), ['between', 'eq', 'exists', 'gt', 'gte', 'in', 'lt', 'lte', 'ne', 'not_in', 'where']);
  });
  test('members of a request', async () => {
    assert.deepEqual(keys(await offered('{"cart": {"lines": [{"id": "a", ‸}]}}', 'a.request.json')).slice(0, 3), ['sku', 'quantity', 'unit_price']);
  });
});

describe('what is explained', () => {
  test('a fact, an operator, a type, a setting', async () => {
    assert.match(await explained(rules(`"when": {"fact": "customer.‸groups", "has": "a"}, ${effect}`)), /The groups that the shop puts the customer in/);
    assert.match(await explained(rules(`"when": {"fact": "customer.groups", "h‸as": "a"}, ${effect}`)), /Has this one/);
    assert.match(await explained(rules('"effects": [{"type": "earn‸_points", "points": 5}]')), /Gives loyalty points/);
    assert.match(await explained('{"store": {"pricing": {"round‸_at": "unit"}}}'), /each line, each unit, or once/);
  });
});

describe('what is marked', () => {
  test('nothing in the texts of the repository', async () => {
    const texts = [...files(), ...conformance(), ...documents(), ...reference()].filter(({ kind }) => kind !== 'change');
    for (const { from, kind, value } of texts) assert.deepEqual(await marked(JSON.stringify(value), `a.${kind}.json`), [], `${from} ${JSON.stringify(value)}`);
    assert.ok(texts.length > 100);
  });
  /** @type {[string, string, RegExp][]} */
  const mistakes = [
    ['a misspelt member', rules('"effects": [{"type": "percent_off", "percent": 1, "percnt": 1}]'), /^"percnt": Property percnt is not allowed/],
    ['a misspelt fact', rules(`"when": {"fact": "customer.gruops", "has": "a"}, ${effect}`), /^"customer.gruops": Value is not accepted/],
    ['an operator of another kind', rules(`"when": {"fact": "customer.groups", "gte": 1}, ${effect}`), /^"gte": Property gte is not allowed/],
    ['a misspelt type', rules('"effects": [{"type": "percent_of", "percent": 1}]'), /^"percent_of": Value is not accepted.*percent_off/],
    ['money as a fraction', rules('"effects": [{"type": "amount_off", "amount": 19.99}]'), /^19.99: Incorrect type/],
    ['a where where it does not belong', rules('"effects": [{"type": "percent_off", "percent": 1, "target": "shipping", "where": {"fact": "line.sku", "eq": "A"}}]'), /where/],
    ['two operators', rules(`"when": {"fact": "cart.lines", "gte": 1, "lt": 3}, ${effect}`), /more properties than limit/],
    ['a missing member', rules('"effects": [{"type": "percent_off"}]'), /Missing property "percent"/],
  ];
  for (const [name, typed, expected] of mistakes) {
    test(name, async () => {
      const found = await marked(typed);
      assert.equal(found.length, 1, JSON.stringify(found));
      assert.match(found[0], expected);
    });
  }
});
