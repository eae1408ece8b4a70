// The engine as a shop runs it: WebAssembly, driven by text.
import { readFileSync } from 'node:fs';
import { inRoot } from '../setup/lib/paths.mjs';

/**
 * @param {'tendero_engine' | 'tendero_merchant'} [name] what a shop's page loads, or the same with lint and split
 * @returns {Promise<any>} the functions of the binding
 */
export async function loadEngine(name = 'tendero_engine') {
  const file = inRoot('build/wasm/out', name);
  const { default: create } = await import(`${file}.mjs`);
  return create({ wasmBinary: readFileSync(`${file}.wasm`) });
}

/** @param {string} text @returns {any} the answer; throws where it holds errors */
export function parsed(text) {
  const answer = JSON.parse(text);
  if (answer.errors) throw new Error(`the engine refused: ${JSON.stringify(answer.errors.slice(0, 3))}`);
  return answer;
}
