import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { result } from '../../../../tests/browser/glue/parts/samples.js';
import { settled, stage } from '../../../../tests/browser/glue/parts/stage.js';

/** @type {Awaited<ReturnType<typeof stage>>} */
let on;
before(async () => (on = await stage()));
after(() => on.close());

const applied = { code: 'VERANO', state: 'applied', title: 'Verano', amount: 1780 };
const waiting = { code: 'LLUVIA10', state: 'waiting', reason: 'subtotal_too_low', required: 15000, actual: 14800, missing: 200 };
const element = '<tendero-coupon></tendero-coupon>';
const calls = (page) => page.evaluate(() => globalThis.stage.calls);

test('axe finds nothing: closed, open, refused, with chips, in the dark', async () => {
  const { page, faults, axe } = await on.show(element, { result, codes: [applied, waiting] });
  assert.equal(await axe(), '');
  await page.getByRole('button', { name: '¿Tienes un código?' }).click();
  await page.getByLabel('Código promocional').fill('NOPE');
  await page.getByRole('button', { name: 'Aplicar código' }).click();
  await settled(page);
  assert.equal(await axe(), '', 'refused');
  await on.picture(page, 'coupon');
  await page.emulateMedia({ colorScheme: 'dark' });
  assert.equal(await axe(), '', 'dark');
  await on.picture(page, 'coupon-dark');
  assert.deepEqual(faults, []);
});

test('closed until asked for; by keyboard alone a code is entered', async () => {
  const { page } = await on.show(element, { result, outcome: applied });
  assert.equal(await page.getByLabel('Código promocional').isVisible(), false);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await settled(page);
  await page.keyboard.type('  ver-ano ');
  await page.keyboard.press('Enter');
  await settled(page);
  assert.deepEqual(await calls(page), [['apply', 'ver-ano']]);
  assert.equal(await page.getByRole('status').textContent(), 'Código VERANO aplicado.');
  assert.equal(await page.getByLabel('Código promocional').inputValue(), '');
});

test('a refused code stays in the field, with its reason, announced and tied to it', async () => {
  const { page } = await on.show('<tendero-coupon open></tendero-coupon>', { result });
  const field = page.getByLabel('Código promocional');
  await field.fill('NOPE');
  await field.press('Enter');
  await settled(page);
  assert.equal(await field.inputValue(), 'NOPE');
  assert.equal(await field.getAttribute('aria-invalid'), 'true');
  const described = await field.evaluate((input) => input.getRootNode().getElementById(input.getAttribute('aria-describedby')).textContent);
  assert.match(described, /puede estar mal escrito, haber caducado/);
  assert.match(await page.getByRole('status').textContent(), /puede estar mal escrito/);
  await field.fill('NOPE2');
  await settled(page);
  assert.equal(await field.getAttribute('aria-invalid'), 'false', 'typing again takes the reproach away');
});

test('chips: what is saved; what is still missing, waiting visibly', async () => {
  const { page } = await on.show(element, { result, codes: [applied, waiting] });
  const chips = await page.locator('tendero-coupon li').allTextContents();
  assert.match(chips[0].replace(/\s+/g, ' '), /VERANO Verano: ahorras 17,80 €/);
  assert.match(chips[1].replace(/\s+/g, ' '), /LLUVIA10 Te faltan 2,00 € para llegar a 150,00 €\. Se aplicará cuando/);
});

test('taking a code off is undone by one button, which has the focus', async () => {
  const { page } = await on.show(element, { result, codes: [applied] });
  await page.getByRole('button', { name: 'Quitar el código VERANO' }).click();
  await settled(page);
  assert.match(await page.getByRole('status').textContent(), /VERANO quitado/);
  await page.keyboard.press('Enter');
  await settled(page);
  assert.deepEqual(await calls(page), [['remove', 'VERANO'], ['undo']]);
});

test('an empty code is not sent; every control is at least 44 px high', async () => {
  const { page } = await on.show('<tendero-coupon open></tendero-coupon>', { result, codes: [applied] });
  await page.getByRole('button', { name: 'Aplicar código' }).click();
  await settled(page);
  assert.deepEqual(await calls(page), []);
  assert.equal(await page.getByRole('status').textContent(), 'Escribe un código.');
  for (const control of await page.locator('tendero-coupon :is(button, input)').all()) {
    const box = await control.boundingBox();
    assert.ok(box && box.height >= 44 && box.width >= 44, `${await control.textContent()} ${box?.height}`);
  }
});
