/**
 * The engine in Node: the same bytes as in the browser, for scripts, tests and shops' back ends.
 *
 *     import { loadEngine } from '@tendero/browser/node';
 *     const engine = await loadEngine();
 *     const { handle } = JSON.parse(engine.load(rulesText));
 *     const answer = JSON.parse(engine.evaluate(handle, JSON.stringify(request)));
 */
import { readFile } from 'node:fs/promises';
import factory from 'tendero-engine';
import merchantFactory from 'tendero-merchant';
import { Engine } from '../src/engine/engine.js';
import { OpenCart } from '../src/engine/open-cart.js';
import { EngineSource } from '../src/engine/source.js';

export { TenderoError } from '../src/errors.js';
export { canonical } from '../src/request/canonical.js';
export { offsets } from '../src/merchant/offsets.js';
export { applyDelta } from '../src/engine/delta.js';
export { Engine, OpenCart };

/**
 * @param {Uint8Array} [bytes]  another engine.wasm
 * @returns {Promise<EngineSource>}
 */
async function source(bytes) {
  const own = bytes ?? (await readFile(new URL(TENDERO_ENGINE_FILE, import.meta.url)));
  return new EngineSource(factory, { bytes: /** @type {BufferSource} */ (own) });
}

/**
 * The engine's functions, texts in and texts out; `lint` and `split` are the merchant's.
 * @param {Uint8Array} [bytes]
 * @returns {Promise<import('../src/engine/source.js').EngineModule>}
 */
export async function loadEngine(bytes) {
  return (await source(bytes)).create();
}

/**
 * The engine that can also `lint` and `split`.
 * @returns {Promise<import('../src/engine/source.js').EngineModule>}
 */
export async function loadMerchant() {
  const bytes = /** @type {BufferSource} */ (await readFile(new URL(TENDERO_MERCHANT_FILE, import.meta.url)));
  return new EngineSource(merchantFactory, { bytes }).create();
}

/**
 * The engine with values instead of texts, as the browser's code uses it.
 * @param {string} rules
 * @param {Uint8Array} [bytes]
 * @returns {Promise<Engine>}
 */
export async function createEngine(rules, bytes) {
  const engine = new Engine(await source(bytes));
  await engine.start();
  engine.load(rules);
  return engine;
}
