// The size budget: a table of what is loaded before the first price, and gates that fail.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import { describe, test } from 'node:test';
import { inRoot } from '../setup/lib/paths.mjs';
import { kGates, measure, past, table, total } from './budget.mjs';

describe('size', async () => {
  const { counted, beside } = await measure();
  const rows = [...counted, total(counted), ...beside];
  process.stdout.write(`${table(rows)}\n`);

  test('nothing is past its gate', () => assert.deepEqual(past(rows), []));

  test('every part is there', () => {
    for (const each of rows) assert.ok(each.brotli > 200, `${each.name}: ${each.brotli} bytes`);
  });

  test('the gates can fail, by one byte', () => {
    const at = (/** @type {number} */ brotli) => past([{ name: 'x', bytes: 0, brotli, gate: kGates.loader }]);
    assert.equal(at(4097).length, 1);
    assert.equal(at(4096).length, 0);
    assert.equal(past([total([{ name: 'x', bytes: 0, brotli: 84 * 1024 + 1 }])]).length, 1);
  });

  test('the compressed siblings are the files', () => {
    const manifest = JSON.parse(readFileSync(inRoot('js-glue/dist/manifest.json'), 'utf8'));
    for (const { file } of Object.values(manifest)) {
      const plain = readFileSync(inRoot('js-glue/dist', file));
      assert.ok(brotliDecompressSync(readFileSync(inRoot('js-glue/dist', `${file}.br`))).equals(plain), file);
    }
  });
});
