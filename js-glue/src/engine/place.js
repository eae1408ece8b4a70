import { patientFetch } from './fetch.js';

/**
 * Where the build put the engine: beside this file, under the hash of its bytes.
 * @returns {import('./source.js').WasmPlace}
 */
export function enginePlace() {
  return { url: new URL(TENDERO_ENGINE_FILE, import.meta.url).href, integrity: TENDERO_ENGINE_INTEGRITY };
}
