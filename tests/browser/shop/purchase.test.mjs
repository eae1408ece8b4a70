// The whole purchase: by finger on a phone with a code, by keyboard alone on a desktop, with a card that is declined.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { answer, arrived, fillIn, kAddress, kCard, kDeclined, kGoods, kPhone, nextStep, photograph, settled, shop, toPayment, totalOf, withGoods } from './support.mjs';

/** @type {Awaited<ReturnType<typeof shop>>} */
let s;
before(async () => { s = await shop(); });
after(() => s?.end());

const cents = (/** @type {string} */ text) => Number(text.replace(/[^\d,]/g, '').replace(',', ''));

test('on a phone: from the home page to the confirmation, with a code', async () => {
  const visit = await s.visit({ viewport: kPhone, phone: true });
  const { page, open, faults } = visit;
  /** @type {string[]} */
  const sent = [];
  page.on('request', (/** @type {any} */ request) => sent.push(`${request.url()} ${request.postData() ?? ''}`));
  await open('/');
  await page.tap('.shelves li:first-child a');
  await page.tap('.card:first-child a');
  await page.waitForSelector('[data-add]');
  await page.tap('[data-add] .button.main');
  assert.match(await page.locator('[data-size-error]').innerText(), /talla/);
  await page.tap('input[name="size"][value="M"]');
  await page.tap('[data-add] .button.main');
  await page.tap('[data-added] a');
  await page.waitForSelector('.line');
  await settled(page);

  await page.tap('tendero-coupon [part="toggle"]');
  await page.fill('tendero-coupon input', 'lluvia-10 ');
  await page.tap('tendero-coupon [part="apply"]');
  await page.waitForSelector('tendero-coupon [part="chip"].applied');
  const priced = await answer(page);
  assert.equal(totalOf(priced.result, 'subtotal'), 8900);
  assert.ok(priced.result.applied.some((/** @type {any} */ one) => one.code?.toUpperCase().startsWith('LLUVIA')));
  await photograph(page, 'purchase-phone-cart');

  await page.tap('.pay-bar .button');
  await page.waitForSelector('#email');
  await settled(page);
  await fillIn(page, kAddress);
  await page.locator('[data-step="address"] .step-form > .button').tap();
  await page.locator('[data-step="delivery"] .step-form > .button').tap();
  await fillIn(page, kCard);
  await page.locator('[data-step="payment"] .step-form > .button').tap();
  const shown = cents(await page.locator('.order-toggle [data-total]').innerText());
  assert.equal(cents(await page.locator('[data-pay]').innerText()), shown);
  await page.locator('[data-pay]').tap();
  await arrived(page);
  assert.equal(cents(await page.locator('[data-paid]').innerText()), shown);
  assert.match(await page.locator('[data-number]').innerText(), /^OR-\d+$/);
  await photograph(page, 'purchase-phone-done');
  assert.equal(await page.evaluate(() => JSON.parse(localStorage.getItem('orbayu.cart') ?? '{}').lines.length), 0);
  assert.ok(sent.some((one) => one.includes('/orders')));
  assert.deepEqual(sent.filter((one) => /4242[ -]?4242/.test(one)), [], 'the card number leaves the page');
  assert.deepEqual(faults, []);
  await visit.close();
});

/** Presses Tab until something matches; a purchase must not need more than a page of them. @param {any} page @param {string} selector */
async function tabTo(page, selector) {
  for (let press = 0; press < 90; press++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((/** @type {string} */ one) => document.activeElement?.matches(one), selector)) return;
  }
  assert.fail(`no Tab leads to ${selector}`);
}

test('by keyboard alone: product, cart, checkout, confirmation', async () => {
  const visit = await s.visit();
  const { page, open, faults } = visit;
  await open('/tazas-y-te/taza-cantabrica/');
  await tabTo(page, '[data-add] .button.main');
  await page.keyboard.press('Enter');
  await page.waitForSelector('[data-added] a');
  await tabTo(page, '[data-added] a');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/carrito/');
  await page.waitForSelector('.line');
  await settled(page);
  await tabTo(page, '.stepper button:last-child');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => /** @type {any} */ (window).Tendero.result?.lines[0]?.quantity === 3);
  assert.equal(totalOf((await answer(page)).result, 'items_discount'), -1450, '3 for 2');
  await tabTo(page, '.pay-bar .button');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/pedido/');
  await page.waitForSelector('#email');
  await tabTo(page, '#email');
  for (const [id, value] of Object.entries(kAddress)) {
    if (id !== 'email') await tabTo(page, `#${id}`);
    await page.keyboard.type(value);
  }
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement?.matches('input[name="method"]:checked'));
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement?.matches('input[name="payment"]'));
  for (const [id, value] of Object.entries(kCard)) {
    await tabTo(page, `#${id}`);
    await page.keyboard.type(value);
  }
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement?.matches('[data-pay]'));
  await page.keyboard.press('Enter');
  await arrived(page);
  assert.deepEqual(faults, []);
  await visit.close();
});

test('express: who is signed in pays with two key presses', async () => {
  const visit = await s.visit();
  const { page, open } = visit;
  await open('/');
  await withGoods(page, kGoods);
  await open('/pedido/');
  await page.click('[data-account] summary');
  await page.click('[data-sign-in="u_lucia"]');
  await page.waitForSelector('[data-express]:not([hidden])');
  await page.keyboard.press('Escape');
  await page.focus('[data-express] .button');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement?.matches('[data-pay]'));
  await photograph(page, 'express-review-1280');
  await page.keyboard.press('Enter');
  await arrived(page);
  assert.match(await page.locator('[data-to]').innerText(), /Lucía Prendes/);
  await visit.close();
});

test('a declined card gives everything back, and another card pays', async () => {
  const visit = await s.visit();
  const { page, open } = visit;
  await open('/');
  await withGoods(page, kGoods);
  await open('/carrito/');
  await page.evaluate(() => /** @type {any} */ (window).Tendero.codes.apply('AMIGOS25'));
  await open('/pedido/');
  await toPayment(page);
  await fillIn(page, kDeclined);
  await nextStep(page, 'payment');
  await page.click('[data-pay]');
  await page.waitForFunction(() => document.activeElement?.closest('[data-step="payment"]'));
  await fillIn(page, kCard);
  await nextStep(page, 'payment');
  await page.click('[data-pay]');
  await arrived(page);
  await visit.close();
});

test('in English too: the total of each step is the total of the step before, and the policies are one tap away', async () => {
  const visit = await s.visit();
  const { page, open } = visit;
  await open('/');
  await withGoods(page, kGoods);
  await open('/en/cart/');
  const policies = async () => {
    assert.equal(await page.locator('.policy summary:visible').count(), 5);
    await page.locator('.policy summary').nth(1).click();
    assert.match(await page.locator('.policy[open] .policy-text').innerText(), /30 days/);
    await page.locator('.policy summary').nth(1).click();
  };
  await policies();
  const total = () => page.locator('[data-total]').first().evaluate((/** @type {HTMLElement} */ place) => place.textContent ?? '');
  const first = await total();
  await open('/en/checkout/');
  assert.equal(await total(), first);
  await policies();
  await fillIn(page, kAddress);
  await nextStep(page, 'address');
  assert.equal(await total(), first);
  await policies();
  await nextStep(page, 'delivery');
  assert.equal(await total(), first);
  await policies();
  await fillIn(page, kCard);
  await nextStep(page, 'payment');
  assert.equal(await total(), first);
  await policies();
  assert.equal(await page.locator('[data-pay]').innerText(), `Pay ${first.trim()}`);
  await page.click('[data-pay]');
  await arrived(page);
  assert.equal(await page.locator('[data-paid]').innerText(), first.trim());
  await visit.close();
});

test('the server answers with the bytes of the browser', async () => {
  const visit = await s.visit();
  const { page, open } = visit;
  await open('/');
  await withGoods(page, [...kGoods, ['SETA-BRICK', 2], ['DESAYUNO-BRICK', 2], ['GALERNA-BRICK', 1], ['BRANA-NAVY', 2]]);
  await open('/carrito/');
  for (const code of ['LLUVIA10', 'CALCETIN', 'CLUB12']) await page.evaluate((/** @type {string} */ one) => /** @type {any} */ (window).Tendero.codes.apply(one), code);
  const quote = await page.evaluate(() => /** @type {any} */ (window).Tendero.quote());
  assert.equal(quote.prices, 'verified');
  assert.deepEqual(quote.replaced, []);
  assert.equal(quote.equal_digests, true);
  assert.equal(quote.identical, true);
  await page.click('[data-account] summary');
  await page.click('[data-sign-in="u_bruno"]');
  await page.waitForFunction(() => /** @type {any} */ (window).Tendero.result?.applied.some((/** @type {any} */ one) => one.promotion === 'points-gold'));
  const signed = await page.evaluate(() => /** @type {any} */ (window).Tendero.quote());
  assert.deepEqual(signed.replaced, []);
  assert.deepEqual([signed.equal_digests, signed.identical], [true, true]);
  await visit.close();
});
