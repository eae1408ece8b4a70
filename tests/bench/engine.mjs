// The engine as a shop runs it: WebAssembly, driven by text.
import { readFileSync } from 'node:fs';
import { inRoot } from '../setup/lib/paths.mjs';

const kModule = inRoot('build/wasm/out/tendero_engine.mjs');
const kBinary = inRoot('build/wasm/out/tendero_engine.wasm');

/** @returns {Promise<any>} the functions of the binding */
export async function loadEngine() {
  const { default: create } = await import(kModule);
  return create({ wasmBinary: readFileSync(kBinary) });
}

/** @param {string} text @returns {any} the answer; throws where it holds errors */
export function parsed(text) {
  const answer = JSON.parse(text);
  if (answer.errors) throw new Error(`the engine refused: ${JSON.stringify(answer.errors.slice(0, 3))}`);
  return answer;
}
