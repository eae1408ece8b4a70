import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { result, resultWith } from '../../../../tests/browser/glue/parts/samples.js';
import { settled, stage } from '../../../../tests/browser/glue/parts/stage.js';

/** @type {Awaited<ReturnType<typeof stage>>} */
let on;
before(async () => (on = await stage()));
after(() => on.close());

const text = (page) => page.locator('tendero-summary').evaluate((element) => element.shadowRoot.textContent.replace(/\s+/g, ' '));

test('axe finds nothing: loading, priced, reasons open, in the dark', async () => {
  for (const [play, name] of [[{}, 'loading'], [{ result }, 'priced']]) {
    const { page, faults, axe } = await on.show('<tendero-summary reasons></tendero-summary>', play);
    assert.equal(await axe(), '', name);
    await page.emulateMedia({ colorScheme: 'dark' });
    assert.equal(await axe(), '', `${name} dark`);
    await on.picture(page, `summary-${name}-dark`);
    await page.emulateMedia({ colorScheme: 'light' });
    await on.picture(page, `summary-${name}`);
    assert.deepEqual(faults, []);
  }
});

test('each offer by its title, the delivery, the tax and the total; the rows sum', async () => {
  const { page } = await on.show('<tendero-summary></tendero-summary>', { result });
  const all = await text(page);
  for (const part of ['Subtotal', '178,00', '20 % en abrigos', '\u221230,00', 'Envío', '4,95', 'Total', '152,95', 'IVA incluido: 26,55']) {
    assert.ok(all.includes(part), `${part} in ${all}`);
  }
  const rows = await page.locator('tendero-summary dd.number').allTextContents();
  const cents = rows.map((row) => Math.round(Number(row.replace('\u2212', '-').replace(/[^\d,-]/g, '').replace(',', '.')) * 100));
  const total = cents.pop();
  assert.equal(cents.reduce((sum, one) => sum + one, 0), total);
});

test('the delivery stands before its own discount; a promotion on both has a row in each', async () => {
  const both = { promotion: 'all', title: 'Todo a mitad', automatic: true, amount: 600 };
  const free = { promotion: 'free', title: 'Envío gratis', automatic: true, amount: 395 };
  const shipping = { ...result.shipping, discount: 495, total: 0, allocations: [{ promotion: 'all', amount: 100 }, { promotion: 'free', amount: 395 }] };
  const { page } = await on.show('<tendero-summary></tendero-summary>', { result: { ...result, shipping, applied: [both, free] } });
  const names = await page.locator('tendero-summary dt').allTextContents();
  assert.deepEqual(names.slice(0, 6), ['Subtotal', 'Todo a mitad', 'Envío', 'Todo a mitad', 'Envío gratis', 'Total']);
});

test('the reasons open: by a code, by itself, cut by a limit, points', async () => {
  const applied = [...result.applied, { promotion: 'v', title: 'Verano', code: 'VERANO', automatic: false, amount: 100 }];
  const { page } = await on.show('<tendero-summary></tendero-summary>', { result: { ...result, applied } });
  await page.getByText('¿Por qué este precio?').click();
  const all = await text(page);
  for (const part of ['Sin su límite serían 35,60', 'Por tu código VERANO', 'Ganas 148 puntos']) assert.ok(all.includes(part), part);
});

test('a total that changes is announced and marked; the first one is not', async () => {
  const { page } = await on.show('<tendero-summary></tendero-summary>', { result });
  const status = page.locator('tendero-summary [role=status]');
  assert.equal(await status.textContent(), '');
  await page.evaluate((next) => globalThis.stage.change({ result: next }), resultWith(14000));
  await settled(page);
  assert.match(await status.textContent(), /El total es ahora 140,00/);
  assert.equal(await page.locator('tendero-summary .total dd.changed').count(), 1);
});

test('until the first answer and at list prices the shop\'s own amounts show; without them a skeleton', async () => {
  const markup = '<tendero-summary><p>Total: 178,00 €</p></tendero-summary>';
  const { page } = await on.show(markup, {});
  assert.ok(await page.getByText('Total: 178,00 €').isVisible());
  await page.evaluate((given) => globalThis.stage.change({ result: given, state: 'list-prices' }), result);
  await settled(page);
  assert.ok(await page.getByText('Total: 178,00 €').isVisible());
  await page.evaluate(() => globalThis.stage.change({ state: 'ready' }));
  await settled(page);
  assert.ok(!(await page.getByText('Total: 178,00 €').isVisible()));
});

test('nothing below moves when the price arrives', async () => {
  const { page } = await on.show('<tendero-summary></tendero-summary><p id="below">below</p>', {});
  const top = () => page.locator('#below').evaluate((element) => element.getBoundingClientRect().top);
  const before = await top();
  await page.evaluate((given) => globalThis.stage.change({ result: given }), result);
  await settled(page);
  assert.equal(await top(), before);
});

test('excluded tax is a row; unknown delivery says so; English by attribute', async () => {
  const totals = [{ type: 'subtotal', amount: 100 }, { type: 'tax', amount: 21 }, { type: 'total', amount: 121 }];
  const net = { ...result, totals, tax: { included: false, amount: 21 }, due: 121, applied: [], shipping: undefined };
  const { page } = await on.show('<tendero-summary locale="en-GB"></tendero-summary>', { result: net });
  const all = await text(page);
  for (const part of ['Tax€0.21', 'Calculated when you choose', 'Total€1.21', 'No offer applies']) assert.ok(all.includes(part), `${part} in ${all}`);
});
