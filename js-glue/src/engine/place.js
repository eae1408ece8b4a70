import { patientFetch } from './fetch.js';

/**
 * Where the build put the engine: beside this file, under the hash of its bytes.
 * @returns {import('./source.js').WasmPlace}
 */
export function enginePlace() {
  return { url: new URL(TENDERO_ENGINE_FILE, import.meta.url).href, integrity: TENDERO_ENGINE_INTEGRITY };
}

/**
 * The code and the engine for pages where rules are written, fetched when they are first asked for.
 * @param {() => number} now
 * @returns {Promise<import('../merchant/workshop.js').Workshop>}
 */
export async function openWorkshop(now) {
  const script = new URL(TENDERO_MERCHANT.script, import.meta.url).href;
  await patientFetch(script, { integrity: TENDERO_MERCHANT.scriptIntegrity, credentials: 'omit' });
  const module = await import(script);
  const url = new URL(TENDERO_MERCHANT.engine, import.meta.url).href;
  return module.openWorkshop({ url, integrity: TENDERO_MERCHANT.engineIntegrity }, now);
}
