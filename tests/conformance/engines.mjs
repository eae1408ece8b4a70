// The two builds of the engine, driven alike: texts in, texts out.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const wasmFolder = process.env.TENDERO_WASM_OUT ?? join(root, 'build/wasm/out');
const cli = process.env.TENDERO_CLI ?? join(root, 'build/native/wasm/tools/tendero');

/** @typedef {{rules: string, request: string}} Question texts, as they go to the engine */

/** The WebAssembly build, instantiated in this process. */
export async function wasmEngine() {
  const { default: create } = await import(pathToFileURL(join(wasmFolder, 'tendero_engine.mjs')).href);
  return create({ wasmBinary: readFileSync(join(wasmFolder, 'tendero_engine.wasm')) });
}

/**
 * Answers each question with the WebAssembly build; neighbours with the same rules share one load.
 * @param {any} engine @param {Question[]} questions @returns {string[]}
 */
export function askWasm(engine, questions) {
  let rules = '';
  let loaded = '';
  let handle = 0;
  const answers = questions.map((question) => {
    if (question.rules !== rules) {
      if (handle) engine.unload(handle);
      rules = question.rules;
      loaded = engine.load(rules);
      handle = JSON.parse(loaded).handle ?? 0;
    }
    return handle ? engine.evaluate(handle, question.request) : loaded;
  });
  if (handle) engine.unload(handle);
  return answers;
}

/**
 * Answers each question with the native build, by the command line's batch mode.
 * @param {Question[]} questions @returns {string[]}
 */
export function askNative(questions) {
  const folder = mkdtempSync(join(tmpdir(), 'tendero-cases-'));
  const file = join(folder, 'questions.jsonl');
  try {
    let rules = '';
    const lines = questions.map((question) => {
      const same = question.rules === rules;
      rules = question.rules;
      return JSON.stringify(same ? { request: question.request } : question);
    });
    writeFileSync(file, lines.map((line) => `${line}\n`).join(''));
    const run = spawnSync(cli, ['eval', '--batch', file], { encoding: 'utf8', maxBuffer: 1 << 30 });
    if (run.error || run.status !== 0) {
      throw new Error(`${cli} eval --batch ended with ${run.error ?? run.status}: ${run.stderr}`);
    }
    return run.stdout.split('\n').slice(0, -1);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * What both builds must say alike: every byte of an answer; of errors their codes and pointers, for the
 * shopper's module leaves the words to the merchant's.
 * @param {string} answer
 */
export function comparable(answer) {
  if (!answer.startsWith('{"errors"')) return answer;
  const { errors } = JSON.parse(answer);
  return JSON.stringify(errors.map((/** @type {any} */ error) => [error.code, error.pointer]));
}
