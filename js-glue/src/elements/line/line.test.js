import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { result } from '../../../../tests/browser/glue/parts/samples.js';
import { settled, stage } from '../../../../tests/browser/glue/parts/stage.js';

/** @type {Awaited<ReturnType<typeof stage>>} */
let on;
before(async () => (on = await stage()));
after(() => on.close());

const price = (total, was = 17800) => ({
  l1: { id: 'l1', quantity: 2, was, total, saved: was - total, offers: was > total ? [{ promotion: 'coats-20', title: '20 % en abrigos', amount: was - total }] : [] },
});
const element = '<tendero-line line="l1"></tendero-line>';

test('axe finds nothing: loading, plain and reduced', async () => {
  for (const [name, play] of Object.entries({ loading: {}, same: { result, lines: price(17800) }, reduced: { result, lines: price(14800) } })) {
    const { page, faults, axe } = await on.show(element, play);
    assert.equal(await axe(), '', name);
    await on.picture(page, `line-${name}`);
    assert.deepEqual(faults, []);
  }
});

test('old price struck through and named, new price, which offer', async () => {
  const { page } = await on.show(element, { result, lines: price(14800) });
  assert.match(await page.locator('tendero-line s').textContent(), /178,00/);
  assert.match(await page.locator('tendero-line .now').textContent(), /148,00/);
  const said = await page.locator('tendero-line').evaluate((one) => one.shadowRoot.textContent.replace(/\s+/g, ' '));
  assert.match(said, /Precio anterior: ?178,00 €.*Precio: ?148,00 €.*20 % en abrigos/);
});

test('without an offer nothing is struck through; plain leaves the offers out', async () => {
  const { page } = await on.show(element, { result, lines: price(17800) });
  assert.equal(await page.locator('tendero-line s').count(), 0);
  const plain = await on.show('<tendero-line line="l1" plain></tendero-line>', { result, lines: price(14800) });
  assert.equal(await plain.page.locator('tendero-line .offers').count(), 0);
  assert.deepEqual(await plain.page.evaluate(() => globalThis.stage.calls), []);
});

test('it asks for the parts of each line; a price that changes is marked; nothing moves', async () => {
  const { page } = await on.show(`${element}<p id="below">below</p>`, {});
  assert.deepEqual(await page.evaluate(() => globalThis.stage.calls), [['want', { detail: 'allocations' }]]);
  const top = () => page.locator('#below').evaluate((one) => one.getBoundingClientRect().top);
  const before = await top();
  await page.evaluate(([given, lines]) => globalThis.stage.change({ result: given, lines }), [result, price(17800)]);
  await settled(page);
  assert.equal(await page.locator('tendero-line .changed').count(), 0);
  await page.evaluate((lines) => globalThis.stage.change({ lines }), price(14800));
  await settled(page);
  assert.equal(await page.locator('tendero-line .changed').count(), 1);
  assert.equal(await top(), before);
});

test('the shop\'s own price shows for a line that has none of ours', async () => {
  const { page } = await on.show('<tendero-line line="zz"><b>9,99 €</b></tendero-line>', { result, lines: price(1) });
  assert.ok(await page.getByText('9,99 €').isVisible());
});
