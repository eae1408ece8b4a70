// One cell of the benchmark in a process of its own: node --expose-gc cell.mjs '{"seed","rules","lines","rounds","budgetMs"}'
// prints one JSON line. Everybody gets fresh objects for each call, made outside the timing.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { isMain } from '../setup/lib/run.mjs';
import { loadEngine, parsed } from './engine.mjs';
import { compete, summary } from './measure.mjs';
import { Native } from './native.mjs';
import { jsonLogicEngine, jsonRulesEngine } from './peers.mjs';
import { Reference } from './reference.mjs';
import { toRequest, toRuleset } from './tendero.mjs';
import { factsOf, matches, workload } from './workload.mjs';

/** What two answers must share to agree to the cent. @param {any} result */
export const amounts = (result) => ({
  lines: result.lines.map((/** @type {any} */ line) => [line.id, line.subtotal, line.discount, line.total]),
  shipping: result.shipping.total,
  totals: result.totals.map((/** @type {any} */ total) => [total.type, total.amount]),
  applied: result.applied.map((/** @type {any} */ entry) => [entry.promotion, entry.amount]),
});

/** The share of carts on which two lists of answers are equal. @param {any[]} ours @param {any[]} theirs */
export const agreement = (ours, theirs) => ours.filter((one, at) => isDeepStrictEqual(one, theirs[at])).length / ours.length;

/** Cycles through texts and hands out fresh objects. @param {string[]} texts */
function fresh(texts) {
  let at = 0;
  return (/** @type {number} */ count) => Array.from({ length: count }, () => {
    at = (at + 1) % texts.length;
    return JSON.parse(texts[at]);
  });
}

/** @param {any} module @param {number} handle @param {any[]} requests @returns {import('./measure.mjs').Contestant[]} */
function wasmContestants(module, handle, requests) {
  const texts = requests.map((request) => JSON.stringify(request));
  const nearest = requests.map((request) => JSON.stringify({ ...request, explain: 'nearest' }));
  const whole = (/** @type {any[]} */ work) => {
    for (const request of work) parsed(module.evaluate(handle, JSON.stringify(request)));
  };
  const changes = (/** @type {string} */ answer) => {
    const carts = texts.map((text) => ({ cart: parsed(module.open(handle, text)).cart, sequence: 0 }));
    let at = 0;
    return (/** @type {number} */ count) => Array.from({ length: count }, () => {
      at = (at + 1) % carts.length;
      const open = carts[at];
      open.sequence += 1;
      return { cart: open.cart, change: { sequence: open.sequence, set: { lines: [{ id: 'l1', quantity: 1 + (open.sequence % 5) }] }, answer } };
    });
  };
  const change = (/** @type {any[]} */ work) => {
    for (const one of work) parsed(module.change(one.cart, JSON.stringify(one.change)));
  };
  return [
    { name: 'tendero wasm, whole call', prepare: fresh(texts), run: whole },
    { name: 'tendero wasm, whole call, nearest offers', prepare: fresh(nearest), run: whole },
    { name: 'tendero wasm, one quantity, delta', prepare: changes('delta'), run: change },
    { name: 'tendero wasm, one quantity, whole answer', prepare: changes('whole'), run: change },
  ];
}

/** @param {Native} native @returns {(import('./measure.mjs').Contestant)[]} */
const nativeContestants = (native) => [['whole call', 'evaluate'], ['one quantity, delta', 'change'], ['one quantity, whole answer', 'whole']]
  .map(([name, command]) => ({
    name: `tendero native, ${name}`,
    prepare: (/** @type {number} */ count) => count,
    run: async (/** @type {number} */ count) => (await native.ask(`${command} ${count}`)).ms,
  }));

/** @param {{seed: number, rules: number, lines: number, rounds: number, budgetMs: number}} options */
export async function cell({ seed, rules, lines, rounds, budgetMs }) {
  const { promotions, carts } = workload(seed, rules, lines);
  const requests = carts.map((cart) => toRequest(cart));
  const rulesText = JSON.stringify(toRuleset(promotions));
  const requestTexts = requests.map((request) => JSON.stringify(request));
  const cartTexts = carts.map((cart) => JSON.stringify(cart));
  const folder = mkdtempSync(join(tmpdir(), 'tendero-bench-'));
  writeFileSync(join(folder, 'rules.json'), rulesText);
  writeFileSync(join(folder, 'requests.jsonl'), requestTexts.join('\n'));
  const native = new Native(join(folder, 'rules.json'), join(folder, 'requests.jsonl'));
  try {
    const module = await loadEngine();
    const from = performance.now();
    const { handle } = parsed(module.load(rulesText));
    const loadMs = performance.now() - from;
    const reference = new Reference(promotions);
    const rulesEngine = jsonRulesEngine(promotions);
    const logicEngine = jsonLogicEngine(promotions);

    const ours = requestTexts.map((text) => parsed(module.evaluate(handle, text)).result);
    const wasmTexts = ours.map((result) => JSON.stringify(result));
    const nativeTexts = (await native.ask('results')).results;
    const wanted = carts.map((cart) => { const facts = factsOf(cart); return promotions.filter((p) => matches(p, facts)).map((p) => p.id).sort(); });
    const fired = await Promise.all(carts.map(async (cart) => (await rulesEngine(cart)).sort()));
    const agree = {
      reference: agreement(ours.map(amounts), requests.map((request) => amounts(reference.evaluate(request)))),
      native: agreement(wasmTexts, nativeTexts),
      json_rules_engine: agreement(wanted, fired),
      json_logic_engine: agreement(wanted, carts.map((cart) => logicEngine(cart).sort())),
    };

    const referenceChange = fresh(requestTexts);
    const contestants = [
      ...wasmContestants(module, handle, requests),
      ...nativeContestants(native),
      {
        name: 'plain JavaScript, whole call', prepare: fresh(requestTexts),
        run: (/** @type {any[]} */ work) => { for (const request of work) reference.evaluate(request); },
      },
      {
        name: 'plain JavaScript, one quantity', // no way but to compute it all again
        prepare: (/** @type {number} */ count) => referenceChange(count),
        run: (/** @type {any[]} */ work) => { for (const request of work) { request.cart.lines[0].quantity += 1; reference.evaluate(request); } },
      },
      {
        name: 'json-rules-engine, matching only', prepare: fresh(cartTexts), most: 8,
        run: async (/** @type {any[]} */ work) => { for (const cart of work) await rulesEngine(cart); },
      },
      {
        name: 'json-logic-engine, matching only', prepare: fresh(cartTexts),
        run: (/** @type {any[]} */ work) => { for (const cart of work) logicEngine(cart); },
      },
      {
        name: 'JSON.parse(JSON.stringify(cart))', prepare: fresh(requestTexts),
        run: (/** @type {any[]} */ work) => { for (const request of work) JSON.parse(JSON.stringify(request.cart)); },
      },
    ];
    const timings = await compete(contestants, { rounds, budgetMs });
    const matching = wanted.reduce((sum, ids) => sum + ids.length, 0) / wanted.length;
    return { seed, rules, lines, load_ms: loadMs, matching, agree, engines: timings.map(summary) };
  } finally {
    native.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

if (isMain(import.meta.url)) process.stdout.write(`${JSON.stringify(await cell(JSON.parse(process.argv[2])))}\n`);
