// A whole Tendero over the fake engine, for tests of the api.
import { Workshop } from '../../../../js-glue/src/merchant/workshop.js';
import { Tendero } from '../../../../js-glue/src/api/tendero.js';
import * as talk from '../../../../js-glue/src/remote/talk.js';
import { fakeEngine } from './fake-engine.js';

/** Bytes that compile: the fake factory does not look at them. */
const EMPTY_WASM = new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);

/**
 * @param {{url: string}} server
 * @param {any} [how]  options of the fake engine and of Tendero
 */
export function instance(server, how = {}) {
  const { engine = {}, ...options } = how;
  const { log, source } = fakeEngine(engine);
  const outside = {
    factory: /** @type {any} */ (source.create),
    version: '1.0.0',
    openWorkshop: async (/** @type {() => number} */ now) => new Workshop(fakeEngine().source, now),
    talk: async () => talk,
  };
  const wasm = { bytes: EMPTY_WASM };
  const given = { rules: `${server.url}/v1/rules`, server: server.url, key: 'pk_test_00000000', wasm, ...options };
  const tendero = new Tendero(given, outside);
  return { tendero, log };
}

export const cart = {
  currency: 'EUR',
  lines: [
    { id: 'l1', sku: 'COAT', quantity: 2, unit_price: 5000 },
    { id: 'l2', sku: 'SOCK', quantity: 1, unit_price: 700 },
  ],
};

/** @param {any} tendero @param {string} name @returns {any[]} */
export function heard(tendero, name) {
  /** @type {any[]} */
  const list = [];
  tendero.on(name, (/** @type {any} */ detail) => list.push(detail));
  return list;
}
