// The same texts give the same bytes, natively and in WebAssembly: 20,000 random carts, and random
// carts under the demo shop's rules. TENDERO_CARTS makes it longer, TENDERO_SEED another.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { askNative, askWasm, comparable, wasmEngine } from '../conformance/engines.mjs';
import { request, ruleset } from './generate.mjs';
import { seed, seeded } from './random.mjs';

const kCarts = Number(process.env.TENDERO_CARTS ?? 20_000);
const kCartsOfRuleset = 50;
const kBatch = 2_000;

/** @param {import('../conformance/engines.mjs').Question[]} questions @param {any} engine */
function compare(questions, engine) {
  const native = askNative(questions);
  const wasm = askWasm(engine, questions);
  assert.equal(native.length, questions.length);
  let priced = 0;
  questions.forEach((question, i) => {
    if (comparable(native[i]) === comparable(wasm[i])) {
      if (native[i].startsWith('{"result"')) ++priced;
      return;
    }
    assert.fail(`seed ${seed}: the builds differ\nrules ${question.rules}\nrequest ${question.request}\nnative ${native[i]}\nwasm   ${wasm[i]}`);
  });
  return priced;
}

test(`${kCarts} random carts: native and WebAssembly answer the same bytes (seed ${seed})`, async () => {
  const engine = await wasmEngine();
  const random = seeded(seed);
  let done = 0;
  let priced = 0;
  while (done < kCarts) {
    const questions = [];
    while (questions.length < kBatch) {
      const rules = JSON.stringify(ruleset(random));
      for (let i = 0; i < kCartsOfRuleset; ++i) questions.push({ rules, request: JSON.stringify(request(random)) });
    }
    priced += compare(questions, engine);
    done += questions.length;
  }
  assert.ok(priced > done * 0.95, `only ${priced} of ${done} were priced`);
});

test(`random carts under the demo shop's rules (seed ${seed})`, async () => {
  const engine = await wasmEngine();
  const text = readFileSync(new URL('../../demo-store/rules/ruleset.json', import.meta.url), 'utf8');
  const source = JSON.parse(text);
  source.store.offsets ??= [[1774746000000, 120], [1792890000000, 60]];
  source.promotions = source.promotions.filter((/** @type {any} */ one) => one.trigger !== 'code');
  const words = [...new Set(text.match(/"(?:has|eq)": "[a-z0-9-]+"|\["[^\]]*"\]/g)?.join(' ').match(/[a-z0-9-]{3,}/g) ?? [])];
  const random = seeded(seed + 1);
  const rules = JSON.stringify(source);
  const questions = Array.from({ length: 1_000 }, () => {
    const one = request(random, { codes: false });
    one.now = '2026-11-28T10:00:00Z';
    for (const line of one.cart.lines) Object.assign(line, { categories: random.shuffled(words).slice(0, 3), quantity: 1 + random.below(5) });
    return { rules, request: JSON.stringify(one) };
  });
  assert.ok(compare(questions, engine) > 990);
});
