import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { result } from '../../../../tests/browser/glue/parts/samples.js';
import { stage } from '../../../../tests/browser/glue/parts/stage.js';

/** @type {Awaited<ReturnType<typeof stage>>} */
let on;
before(async () => (on = await stage()));
after(() => on.close());

const text = (page) => page.locator('tendero-points').evaluate((one) => one.shadowRoot.textContent.replace(/\s+/g, ' ').trim());

test('axe finds nothing', async () => {
  const { page, faults, axe } = await on.show('<tendero-points></tendero-points>', { result });
  assert.equal(await axe(), '');
  await on.picture(page, 'points');
  assert.deepEqual(faults, []);
});

test('what the cart earns, when it comes, and what there is', async () => {
  const { page } = await on.show('<tendero-points></tendero-points>', { result });
  assert.match(await text(page), /Ganas 148 puntos con esta compra\..*plazo de devolución.*Tienes 1200 puntos\./);
  const brief = await on.show('<tendero-points brief></tendero-points>', { result });
  assert.equal(await text(brief.page), 'Ganas 148 puntos con esta compra.');
});

test('without points it is empty, and keeps its place', async () => {
  const { page } = await on.show('<tendero-points></tendero-points>', { result: { ...result, points: undefined } });
  assert.equal(await text(page), '');
  assert.equal((await page.locator('tendero-points').boundingBox()).height, 84);
});
