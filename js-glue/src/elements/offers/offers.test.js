import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { result } from '../../../../tests/browser/glue/parts/samples.js';
import { stage } from '../../../../tests/browser/glue/parts/stage.js';

/** @type {Awaited<ReturnType<typeof stage>>} */
let on;
before(async () => (on = await stage()));
after(() => on.close());

const rows = async (page) => (await page.locator('tendero-offers li').allTextContents()).map((row) => row.replace(/\s+/g, ' ').trim());

test('axe finds nothing: loading, empty and full', async () => {
  const empty = { ...result, applied: [], nudges: [] };
  for (const [name, play] of Object.entries({ loading: {}, empty: { result: empty }, full: { result } })) {
    const { page, faults, axe } = await on.show('<tendero-offers></tendero-offers>', play);
    assert.equal(await axe(), '', name);
    await on.picture(page, `offers-${name}`);
    assert.deepEqual(faults, []);
  }
});

test('those that run say what they save or earn; the nearest what is missing and gained', async () => {
  const nudges = [...result.nudges, { promotion: 'socks', title: '3 por 2', fact: 'lines.quantity', missing: 1, gain: 600 }];
  const { page } = await on.show('<tendero-offers></tendero-offers>', { result: { ...result, nudges } });
  const [coats, points, near, socks] = await rows(page);
  assert.match(coats, /20 % en abrigos−30,00 €/);
  assert.match(points, /\+148 puntos/);
  assert.match(near, /Te faltan 2,00 € para «Envío gratis»\. Ahorrarías 4,95 €\./);
  assert.match(socks, /Añade 1 unidad más para «3 por 2»\./);
});

test('only one group when asked', async () => {
  const { page } = await on.show('<tendero-offers only="nearest"></tendero-offers>', { result });
  assert.equal((await rows(page)).length, 1);
});
