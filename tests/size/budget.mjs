// What a shopper's browser loads before the first price, measured in brotli, against the budget.
import { readFileSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';
import { buildSync } from 'esbuild';
import { inRoot } from '../setup/lib/paths.mjs';
import { startDemo } from '../setup/stack.mjs';

/** @typedef {{name: string, bytes: number, brotli: number, gate?: number, target?: number}} Row */

const kKiB = 1024;
// The engine alone has no gate yet: what a page waits for is the total. Its next mark is the target.
export const kGates = { loader: 4 * kKiB, binding: 6 * kKiB, total: 84 * kKiB };
export const kTargets = { engine: 60 * kKiB, total: 64 * kKiB };

/** @param {Buffer} bytes */
export const brotli = (bytes) => brotliCompressSync(bytes, {
  params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
}).length;

/** @param {string} name @param {Buffer} bytes @param {Partial<Row>} limits @returns {Row} */
const row = (name, bytes, limits = {}) => ({ name, bytes: bytes.length, brotli: brotli(bytes), ...limits });

/** The public bundle of the demo's rules, as the server publishes and serves it. */
async function demoBundle() {
  const demo = await startDemo({ backend: false });
  try {
    const info = await (await fetch(`${demo.url}/v1/rules`, { headers: { authorization: `Bearer ${demo.pk}` } })).json();
    return Buffer.from(await (await fetch(new URL(info.bundle, demo.url))).arrayBuffer());
  } finally {
    await demo.stop();
  }
}

/** The binding's share of core, minified alone. */
function binding() {
  const built = buildSync({
    entryPoints: [inRoot('build/wasm/out/tendero_engine.mjs')], bundle: true, minify: true, format: 'esm', target: 'es2022', write: false, legalComments: 'none',
  });
  return Buffer.from(built.outputFiles[0].contents);
}

/** @returns {Promise<{counted: Row[], beside: Row[]}>} what adds up to the total, and what is only looked at */
export async function measure() {
  const manifest = JSON.parse(readFileSync(inRoot('js-glue/dist/manifest.json'), 'utf8'));
  const file = (/** @type {string} */ key) => readFileSync(inRoot('js-glue/dist', manifest[key].file));
  return {
    counted: [
      row('loader (tendero.js)', file('loader'), { gate: kGates.loader }),
      row('core: API and binding', file('core')),
      row('engine.wasm', file('engine'), { target: kTargets.engine }),
      row('rules: the demo\'s bundle', await demoBundle()),
    ],
    beside: [
      row('of core: the binding to the engine', binding(), { gate: kGates.binding }),
      row('elements, loaded beside the price', file('elements')),
    ],
  };
}

/** @param {Row[]} counted @returns {Row} */
export const total = (counted) => ({
  name: 'before the first price', gate: kGates.total, target: kTargets.total,
  bytes: counted.reduce((sum, each) => sum + each.bytes, 0), brotli: counted.reduce((sum, each) => sum + each.brotli, 0),
});

/** Rows past their gate, as sentences. @param {Row[]} rows */
export const past = (rows) => rows.filter((each) => each.gate !== undefined && each.brotli > each.gate)
  .map((each) => `${each.name}: ${each.brotli} bytes brotli, the gate is ${each.gate}`);

/** @param {Row[]} rows */
export function table(rows) {
  const kib = (/** @type {number | undefined} */ bytes) => (bytes === undefined ? '' : (bytes / kKiB).toFixed(1));
  const line = (/** @type {string[]} */ cells) => cells[0].padEnd(36) + cells.slice(1).map((cell) => cell.padStart(10)).join('');
  return [line(['KiB', 'raw', 'brotli', 'target', 'gate']),
    ...rows.map((each) => line([each.name, kib(each.bytes), kib(each.brotli), kib(each.target), kib(each.gate)]))].join('\n');
}
