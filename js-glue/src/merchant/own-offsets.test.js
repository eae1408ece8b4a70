import assert from 'node:assert/strict';
import { test } from 'node:test';
import { offsets } from './offsets.js';
import { storeStart, withOwnOffsets } from './own-offsets.js';

const NOW = Date.UTC(2026, 10, 22);

test('the table goes where the store opens; lines stay and columns are set right', () => {
  const text = '{"tendero":1,\n "store": {"id":"x","timezone":"Europe/Madrid"},\n "promotions":[]}';
  const { text: filled, placed } = withOwnOffsets(text, NOW);
  const { store } = JSON.parse(filled);
  assert.ok(store.offsets.length > 20);
  assert.equal(filled.split('\n').length, 3);
  const column = (/** @type {string} */ whole) => whole.split('\n')[1].indexOf('"timezone"') + 1;
  const faults = [{ line: 2, column: column(filled) }, { line: 2, column: 2 }, { line: 3, column: 500 }, { code: 'x' }];
  assert.deepEqual(placed(faults), [{ line: 2, column: column(text) }, { line: 2, column: 2 }, { line: 3, column: 500 }, { code: 'x' }]);
});

test('nothing is put into a text that has a table, needs none, or cannot be read', () => {
  for (const text of [
    '{"store":{"timezone":"Europe/Madrid","offsets":[[0,60]]}}',
    '{"store":{"timezone":"UTC"}}',
    '{"store":{}}',
    '{"store":{"timezone":"Nowhere/City"}}',
    '{"store":{"timezone":"Europe/Madrid"}',
    '{"store":3}',
    '[]',
    '',
  ]) assert.equal(withOwnOffsets(text, NOW).text, text);
});

test('the store is the ruleset\'s own, not one inside a string or deeper', () => {
  const text = '{"a":"\\"store\\":{","b":{"store":{"x":1}},"store" : {"timezone":"Europe/Madrid"}}';
  assert.equal(storeStart(text), text.indexOf('{"timezone"') + 1);
});

test('offsets of Madrid change at the legal instants', () => {
  const table = offsets('Europe/Madrid', Date.UTC(2026, 10, 22));
  const at = (time) => table.find(([from]) => from === time)?.[1];
  assert.equal(at(Date.UTC(2026, 2, 29, 1)), 120);
  assert.equal(at(Date.UTC(2026, 9, 25, 1)), 60);
  assert.equal(table.length, 23);
  assert.deepEqual(offsets('UTC', 0).length, 1);
  assert.throws(() => offsets('Madrid/Nowhere', 0), RangeError);
});
