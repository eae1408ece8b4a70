// The package as a shop gets it: what is in it, what it weighs, that it imports without a window; and the cart kept
// inside the real engine.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { createEngine, loadEngine, OpenCart, canonical } from '@tendero/browser/node';
import { randomCarts } from './random-carts.mjs';
import { fragments, rules } from './rules.mjs';

const dist = new URL('../../../js-glue/dist/', import.meta.url);
const read = (/** @type {string} */ file) => readFileSync(new URL(file, dist));
const manifest = JSON.parse(read('manifest.json').toString());
const own = JSON.parse(readFileSync(new URL('../package.json', dist), 'utf8'));

test('every file of the manifest is there, with its size, integrity and compressed siblings', () => {
  for (const { file, bytes, integrity } of Object.values(manifest)) {
    const content = read(file);
    assert.equal(content.length, bytes);
    assert.equal(integrity, `sha256-${createHash('sha256').update(content).digest('base64')}`);
    assert.deepEqual(brotliDecompressSync(read(`${file}.br`)), content);
    assert.deepEqual(gunzipSync(read(`${file}.gz`)), content);
  }
  for (const name of ['core', 'elements', 'engine']) {
    assert.ok(manifest[name].file.includes(createHash('sha256').update(read(manifest[name].file)).digest('hex').slice(0, 16)));
  }
});

test('the loader is at most 4 KiB brotli, and names what it loads by integrity', () => {
  assert.ok(manifest.loader.brotli <= 4096, `${manifest.loader.brotli}`);
  const loader = read('tendero.js').toString();
  for (const name of ['core', 'elements', 'engine']) {
    assert.ok(loader.includes(manifest[name].file) && loader.includes(manifest[name].integrity), name);
  }
});

test('nothing in the package evaluates text, writes HTML, or sets a cookie', () => {
  for (const name of ['loader', 'core', 'index', 'elements']) {
    const code = read(manifest[name].file).toString();
    for (const banned of ['new Function', 'eval(', 'document.cookie', 'localStorage', 'document.write', 'insertAdjacentHTML']) {
      assert.ok(!code.includes(banned), `${name}: ${banned}`);
    }
  }
});

test('every entry of the package exists, with its types; the version is one', async () => {
  for (const entry of Object.values(own.exports)) {
    for (const file of typeof entry === 'string' ? [entry] : Object.values(entry)) {
      if (!file.includes('*')) assert.ok(existsSync(new URL(`../${file}`, dist)), file);
    }
  }
  const { VERSION } = await import('@tendero/browser');
  assert.equal(VERSION, own.version);
  assert.match(readFileSync(new URL('types/src/index.d.ts', dist), 'utf8'), /export function createTendero/);
});

test('imports without a window, and does nothing', async () => {
  const before = Object.keys(globalThis).length;
  const module = await import('@tendero/browser');
  assert.equal(typeof module.createTendero, 'function');
  assert.equal(Object.keys(globalThis).length, before);
  assert.throws(() => module.createTendero({}), { code: 'options_invalid' });
});

test('any series of changes in the open cart gives the result of one evaluation, byte for byte', async () => {
  const engine = await createEngine(JSON.stringify(rules));
  const cart = new OpenCart(engine);
  const carts = randomCarts(11, 400);
  const held = Object.values(fragments).map(({ code, promotion, segments }) => ({ code, promotion, segments }));
  let previous = carts[0];
  carts.forEach((next, i) => {
    // A walk: each step takes part of the next random cart, so that most steps are changes.
    const lines = next.cart.lines.filter((_, j) => (i + j) % 3 !== 0);
    const mixed = [...previous.cart.lines.filter((line) => !lines.some(({ id }) => id === line.id)), ...lines];
    const codes = i % 4 === 0 ? ['VERANO'] : [];
    const request = canonical({
      ...next,
      cart: { ...next.cart, id: 'c1', codes, lines: i % 5 ? mixed : lines },
      fragments: codes.length ? held : [],
      usage: {},
      detail: 'allocations',
    });
    previous = request;
    assert.equal(JSON.stringify(cart.evaluate(request).result), JSON.stringify(engine.evaluate(request).result), `step ${i}`);
  });
  assert.ok(cart.counts.changed > 50, `${cart.counts.changed} changes, ${cart.counts.opened} opened`);
});

test('the engine normalises codes as the glue does while it has no engine', async () => {
  const { normaliseCode } = await import('../../../js-glue/src/api/normalise-code.js');
  const engine = await loadEngine();
  const samples = ['verano', ' ver-a_no ', 'ＶＥＲ１０', 'ı', 'ß', 'ſ', '\u212a', 'Ａ', 'a\u0000b', 'a\u202eb', '\u200dA', 'А', '', '---', "' OR 1=1--", '%', 'ÁB', 'a\u3000b', 'a\tb', 'a\u00a0b', '🎁', '０９ａｚ', 'x'.repeat(64)];
  for (const typed of samples) assert.equal(normaliseCode(typed), engine.normalise_code(typed), JSON.stringify(typed));
});
