// Every case of cases/, natively and in WebAssembly, which must answer the same bytes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { check, readCases } from './cases.mjs';
import { askNative, askWasm, comparable, wasmEngine } from './engines.mjs';

const cases = readCases();
const questions = cases.map(({ rules, request }) => ({ rules: JSON.stringify(rules), request: JSON.stringify(request) }));
const native = askNative(questions);
const wasm = askWasm(await wasmEngine(), questions);

cases.forEach((one, i) => {
  test(one.name, () => {
    assert.deepEqual(check(one, native[i]), []);
    assert.equal(comparable(wasm[i]), comparable(native[i]));
  });
});
