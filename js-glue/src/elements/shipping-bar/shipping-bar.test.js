import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { result } from '../../../../tests/browser/glue/parts/samples.js';
import { settled, stage } from '../../../../tests/browser/glue/parts/stage.js';
import { progressOf } from './shipping-bar.js';

/** @type {Awaited<ReturnType<typeof stage>>} */
let on;
before(async () => (on = await stage()));
after(() => on.close());

const element = '<tendero-shipping-bar><span slot="suggestion">Calcetines, 6,00 €</span></tendero-shipping-bar>';
const missing = (amount) => ({
  ...result,
  rejected: [{ promotion: 'free', reason: 'subtotal_too_low', required: 15000, actual: 15000 - amount, missing: amount }],
});
const free = ['free'];

test('axe finds nothing in its three states and while loading', async () => {
  const plays = { loading: {}, start: missing(9000), near: missing(200), unlocked: { ...result, shipping: { price: 495, total: 0 } } };
  for (const [name, explained] of Object.entries(plays)) {
    const play = name === 'loading' ? {} : { result, free, explained };
    const { page, faults, axe } = await on.show(element, play);
    assert.equal(await axe(), '', name);
    await on.picture(page, `shipping-bar-${name}`);
    assert.deepEqual(faults, []);
  }
});

test('the amount that is left, in each state; the suggestion leaves when it is unlocked', async () => {
  const { page } = await on.show(element, { result, free, explained: missing(9000) });
  const said = async () => (await page.locator('tendero-shipping-bar [part=text]').textContent())?.replace(/\s+/g, ' ').trim();
  assert.equal(await said(), 'Envío gratis desde 150,00 €: te faltan 90,00 €.');
  await page.evaluate((explained) => globalThis.stage.change({ explained }), missing(200));
  await settled(page);
  assert.equal(await said(), '¡Ya casi! Solo te faltan 2,00 € para el envío gratis.');
  assert.ok(await page.getByText('Calcetines').isVisible());
  await page.evaluate((given) => globalThis.stage.change({ explained: { ...given, shipping: { price: 495, total: 0 } } }), result);
  await settled(page);
  assert.equal(await said(), 'Tu envío es gratis.');
  assert.equal(await page.getByText('Calcetines').isVisible(), false);
});

test('it asks the engine about this cart, each time that it changes', async () => {
  const { page } = await on.show(element, { result, free, explained: missing(200) });
  await page.evaluate(() => globalThis.stage.change({}));
  await settled(page);
  const calls = await page.evaluate(() => globalThis.stage.calls);
  assert.deepEqual(calls, [['evaluate', { explain: 'all' }], ['evaluate', { explain: 'all' }]]);
});

test('without a promotion of that kind it hides', async () => {
  const { page } = await on.show(element, { result, free: [], explained: missing(200) });
  assert.equal(await page.locator('tendero-shipping-bar').isVisible(), false);
});

test('progress: the nearest counts; applied or with nothing to take off is unlocked', () => {
  const near = (promotion, amount) => ({ promotion, reason: 'subtotal_too_low', required: 5000, missing: amount });
  const of = (more) => ({ applied: [], rejected: [], ...more });
  assert.equal(progressOf(of({ rejected: [near('a', 300), near('b', 200), near('x', 1)] }), ['a', 'b']).missing, 200);
  assert.equal(progressOf(of({ applied: [{ promotion: 'a' }] }), ['a']).unlocked, true);
  assert.equal(progressOf(of({ rejected: [{ promotion: 'a', reason: 'no_effect' }] }), ['a']).unlocked, true);
  assert.equal(progressOf(of({ rejected: [{ promotion: 'a', reason: 'country_not_eligible' }] }), ['a']), undefined);
});
