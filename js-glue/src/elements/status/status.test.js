import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { result } from '../../../../tests/browser/glue/parts/samples.js';
import { settled, stage } from '../../../../tests/browser/glue/parts/stage.js';

/** @type {Awaited<ReturnType<typeof stage>>} */
let on;
before(async () => (on = await stage()));
after(() => on.close());

const text = (page) => page.locator('tendero-status [role=status]').evaluate((one) => one.textContent.replace(/\s+/g, ' ').trim());
const changed = (page, reason, from, to) =>
  page.evaluate((detail) => globalThis.stage.emit('price-changed', detail), { reason, changes: [{ kind: 'total', type: 'total', from, to }] });

test('axe finds nothing: quiet, at list prices, with news, in the dark', async () => {
  const { page, faults, axe } = await on.show('<tendero-status></tendero-status>', { result, state: 'list-prices' });
  await changed(page, 'rules', 9630, 8560);
  await settled(page);
  assert.equal(await axe(), '');
  await on.picture(page, 'status');
  await page.emulateMedia({ colorScheme: 'dark' });
  assert.equal(await axe(), '', 'dark');
  assert.deepEqual(faults, []);
  const quiet = await on.show('<tendero-status></tendero-status>', { result });
  assert.equal(await quiet.axe(), '');
  assert.equal(await text(quiet.page), '');
});

test('list prices are said plainly', async () => {
  const { page } = await on.show('<tendero-status></tendero-status>', { result, state: 'list-prices' });
  assert.match(await text(page), /no podemos calcular las ofertas.*puedes seguir comprando/);
});

test('a changed price: old and new total, once; two changes start from the one that was seen; it can be put away', async () => {
  const { page } = await on.show('<tendero-status></tendero-status>', { result });
  await changed(page, 'rules', 9630, 8560);
  await changed(page, 'time', 8560, 9000);
  await settled(page);
  assert.match(await text(page), /Una oferta ha empezado o terminado\. Tu total: antes 96,30 €, ahora 90,00 €\./);
  await page.getByRole('button', { name: 'Entendido' }).click();
  await settled(page);
  assert.equal(await text(page), '');
});

test('no connection: prices are provisional', async () => {
  const { page } = await on.show('<tendero-status></tendero-status>', { result });
  await page.context().setOffline(true);
  await page.waitForFunction(() => !navigator.onLine);
  await settled(page);
  assert.match(await text(page), /Sin conexión/);
  await page.context().setOffline(false);
  await page.waitForFunction(() => navigator.onLine);
  await settled(page);
  assert.equal(await text(page), '');
});
