import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { result } from '../../../../tests/browser/glue/parts/samples.js';
import { settled, stage } from '../../../../tests/browser/glue/parts/stage.js';

/** @type {Awaited<ReturnType<typeof stage>>} */
let on;
before(async () => (on = await stage()));
after(() => on.close());

const element = '<tendero-link-offer></tendero-link-offer>';
const calls = (page) => page.evaluate(() => globalThis.stage.calls);

test('axe finds nothing: offered and accepted', async () => {
  const { page, faults, axe } = await on.show(element, { result, link: 'VERANO', outcome: { code: 'VERANO', state: 'applied' } });
  assert.equal(await axe(), '');
  await on.picture(page, 'link-offer');
  await page.getByRole('button', { name: 'Aplicar VERANO' }).click();
  await settled(page);
  assert.equal(await axe(), '', 'accepted');
  assert.deepEqual(faults, []);
});

test('it says what will happen, and applies after one tap only', async () => {
  const { page } = await on.show(element, { result, link: 'VERANO', outcome: { code: 'VERANO', state: 'applied' } });
  assert.ok(await page.getByText('Se aplicará a tu carrito cuando lo aceptes').isVisible());
  assert.deepEqual(await calls(page), []);
  await page.getByRole('button', { name: 'Aplicar VERANO' }).click();
  await settled(page);
  assert.deepEqual(await calls(page), [['accept']]);
  assert.equal((await page.getByRole('status').textContent())?.trim(), 'Código VERANO aplicado.');
});

test('no, thanks: the banner goes; without a code there is none', async () => {
  const { page } = await on.show(element, { result, link: 'VERANO' });
  await page.getByRole('button', { name: 'No, gracias' }).click();
  await settled(page);
  assert.deepEqual(await calls(page), [['dismiss']]);
  assert.equal(await page.getByRole('button').count(), 0);
});

test('one that does not qualify yet, or is refused, says why', async () => {
  const outcome = { code: 'X', state: 'waiting', reason: 'subtotal_too_low', required: 15000, missing: 200 };
  const { page } = await on.show(element, { result, link: 'X', outcome });
  await page.getByRole('button', { name: 'Aplicar X' }).click();
  await settled(page);
  assert.match((await page.getByRole('status').textContent()) ?? '', /X:\s+Te faltan 2,00/);
});
