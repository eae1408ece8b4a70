// The engine against the independent evaluator of this folder (README.md), on random carts.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const wasm = `'${process.execPath}' '${here}engine.mjs'`;

/** Runs a script of this folder; answers its exit code and everything that it printed. */
function python(...args) {
  return new Promise((resolve) => {
    execFile('python3', args, { cwd: here, maxBuffer: 64 << 20 }, (error, stdout, stderr) => {
      resolve({ code: error ? error.code : 0, text: stdout + stderr });
    });
  });
}

const compare = (...args) => python('compare.py', ...args);

test('the oracle gives the numbers of the rules page and those worked out by hand', async () => {
  const { code, text } = await python('self_test.py');
  assert.equal(code, 0, text);
  assert.match(text, /Ran \d\d tests/);
});

test('the engine gives the cases worked out by hand for each sentence of RULES.md', async () => {
  const { code, text } = await compare('--readings', '--engine', wasm);
  assert.equal(code, 0, text);
  assert.match(text, /\d\d readings, 0 wrong/);
});

test('the engine agrees with the oracle on 5,000 random carts', async (context) => {
  const seed = process.env.TENDERO_SEED ?? '20261122';
  const { code, text } = await compare('--seed', seed, '--count', '5000', '--engine', wasm);
  context.diagnostic(text.trim().split('\n').at(-1));
  assert.equal(code, 0, text);
  assert.match(text, /5000 carts compared, 0 differ/);
});

test('an engine with a mistake in rounding is found out', async () => {
  const { code, text } = await compare('--seed', '3', '--count', '40', '--most', '1',
    '--engine', 'python3 fake_engine.py --bug');
  assert.equal(code, 1, text);
  assert.match(text, /--- seed 3 index \d+\n\{"rules":/);
  assert.match(text, /decides: §/);
});

test('one spoilt value in one answer is found out, whichever it is', async () => {
  const { code, text } = await compare('--seed', '3', '--count', '30', '--plants',
    '--engine', 'python3 fake_engine.py');
  assert.equal(code, 0, text);
  assert.equal(text.match(/^planted \w+: seen$/gm).length, 10, text);
});

test('an engine that does not answer is no success', async () => {
  const { code, text } = await compare('--seed', '3', '--count', '3', '--engine', 'true');
  assert.equal(code, 2, text);
});
