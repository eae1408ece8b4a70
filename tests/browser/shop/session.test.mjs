// Signing in and out in the middle of a visit, codes that wait for it, and the code that a subscription earns.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { answer, arrived, fillIn, kCard, kGoods, nextStep, settled, shop, toPayment, totalOf, withGoods } from './support.mjs';

/** @type {Awaited<ReturnType<typeof shop>>} */
let s;
before(async () => { s = await shop(); });
after(() => s?.end());

/** @param {[string, number][]} [goods] */
async function cart(goods = kGoods) {
  const visit = await s.visit();
  await visit.open('/');
  await withGoods(visit.page, goods);
  await visit.open('/carrito/');
  return visit;
}

const applied = async (/** @type {any} */ page) => (await answer(page)).result.applied.map((/** @type {any} */ one) => one.promotion);

test('signing in keeps the cart and prices it anew; signing out forgets', async () => {
  const visit = await cart();
  const { page } = visit;
  const guest = totalOf((await answer(page)).result);
  await page.click('[data-account] summary');
  await page.click('[data-sign-in="u_lucia"]');
  await page.waitForFunction(() => /** @type {any} */ (window).Tendero.result?.applied.some((/** @type {any} */ one) => one.promotion === 'first-order'));
  assert.equal(totalOf((await answer(page)).result), guest - 500);
  assert.equal(await page.locator('.line').count(), kGoods.length);
  assert.equal(await page.locator('[data-account-name]').innerText(), 'Lucía');
  await page.reload();
  await settled(page);
  await page.waitForFunction(() => /** @type {any} */ (window).Tendero.result?.applied.some((/** @type {any} */ one) => one.promotion === 'first-order'));
  await page.click('[data-account] summary');
  await page.click('[data-sign-out]');
  await page.waitForFunction(() => !(/** @type {any} */ (window).Tendero.result?.applied.some((/** @type {any} */ one) => one.promotion === 'first-order')));
  assert.equal(totalOf((await answer(page)).result), guest);
  await visit.close();
});

test('another tab, or the way back to an old page: the cart is the one that is stored', async () => {
  const visit = await cart();
  const { page } = visit;
  const other = await visit.context.newPage();
  await other.goto(`${s.demo.url}/carrito/`);
  await settled(other);
  await other.locator('[data-sku="MAREA-NAVY-39-42"] .stepper button').last().click();
  await page.waitForFunction(() => /** @type {any} */ (window).Tendero.result.lines.find((/** @type {any} */ one) => one.id === 'MAREA-NAVY-39-42').quantity === 4);
  assert.equal(await page.locator('[data-sku="MAREA-NAVY-39-42"] input').inputValue(), '4');
  await page.evaluate(() => {
    localStorage.removeItem('orbayu.cart'); // an order was placed since
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
  });
  await page.waitForSelector('[data-empty]:not([hidden])');
  assert.equal(await page.locator('[data-cart-count]').textContent(), '0');
  await visit.close();
});

test('a club code waits for a member, and says what is missing', async () => {
  const visit = await cart();
  const { page } = visit;
  await page.click('.try summary');
  await page.click('[data-try-code="CLUB12"]');
  await page.waitForSelector('tendero-coupon [part="chip"].waiting');
  const waiting = await page.locator('tendero-coupon [part="chip"]').innerText();
  assert.match(waiting, /CLUB12/);
  assert.ok(waiting.length > 'CLUB12'.length + 10, `it says why: ${waiting}`);
  await page.click('[data-account] summary');
  await page.click('[data-sign-in="u_aina"]');
  await page.waitForSelector('tendero-coupon [part="chip"].applied');
  assert.ok((await applied(page)).includes('club-12'));
  await visit.close();
});

test('unknown and ended codes get the one common answer', async () => {
  const visit = await cart();
  const outcome = (/** @type {string} */ code) => visit.page.evaluate((/** @type {string} */ one) => /** @type {any} */ (window).Tendero.codes.apply(one), code);
  const unknown = await outcome('NOEXISTE');
  assert.deepEqual([unknown.state, unknown.reason], ['refused', 'code_not_applicable']);
  const ended = await outcome('VERANO26');
  assert.deepEqual([ended.state, ended.reason], ['refused', 'code_not_applicable']);
  await visit.close();
});

test('subscribing earns a code for one use: the second order cannot have it', async () => {
  const visit = await cart();
  const { page, open } = visit;
  await open('/');
  await page.fill('#letter-email', 'ana@example.com');
  await page.click('[data-newsletter] .button');
  await page.waitForFunction(() => document.querySelector('[data-newsletter-status]')?.textContent);
  const code = (await page.locator('[data-newsletter-status]').innerText()).match(/[0-9A-Z]{10,}/)?.[0];
  assert.ok(code, 'a code is shown');
  await open('/carrito/');
  const first = await page.evaluate((/** @type {string} */ one) => /** @type {any} */ (window).Tendero.codes.apply(one), code);
  assert.equal(first.state, 'applied');
  const total = totalOf((await answer(page)).result);
  const order = await page.evaluate(async (/** @type {any} */ { backend, goods }) => {
    const { quote } = await /** @type {any} */ (window).Tendero.quote();
    const post = async (/** @type {string} */ path, /** @type {any} */ body) => (await fetch(backend + path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })).json();
    const { cart_token: token } = await post('/cart/sign', { id: 'c_test', lines: goods, shipping: { country: 'ES', method: 'standard' } });
    return post('/orders', { id: 'order-single-use', quote, cart_token: token, email: 'ana@example.com', address: { country: 'ES', postcode: '33003' }, payment: 'tok_visa' });
  }, { backend: s.demo.backendUrl, goods: kGoods.map(([sku, quantity]) => ({ sku, quantity })) });
  assert.deepEqual([order.state, order.total], ['confirmed', total]);
  const later = await cart();
  const second = await later.page.evaluate((/** @type {string} */ one) => /** @type {any} */ (window).Tendero.codes.apply(one), code);
  assert.deepEqual([second.state, second.reason], ['refused', 'code_not_applicable']);
  await later.close();
  await visit.close();
});

test('one single-use code in two tabs at once: one order has it, the other is told and pays without', async () => {
  const key = 'two-tabs-single-use';
  const issued = await fetch(`${s.demo.url}/v1/codes`, { method: 'POST', headers: { authorization: `Bearer ${s.demo.sk}`, 'content-type': 'application/json', 'idempotency-key': key }, body: JSON.stringify({ promotion: 'welcome-5', count: 1, uses: 1 }) });
  const { code } = (await issued.json()).codes[0];
  const tabs = [];
  for (let tab = 0; tab < 2; tab++) {
    const visit = await cart();
    const outcome = await visit.page.evaluate((/** @type {string} */ one) => /** @type {any} */ (window).Tendero.codes.apply(one), code);
    assert.equal(outcome.state, 'applied', 'nothing is taken before an order');
    await visit.open('/pedido/');
    await toPayment(visit.page);
    await fillIn(visit.page, kCard);
    await nextStep(visit.page, 'payment');
    tabs.push(visit);
  }
  await Promise.all(tabs.map(({ page }) => page.click('[data-pay]')));
  const ended = await Promise.all(tabs.map(({ page }) => Promise.race([
    arrived(page).then(() => 'paid'),
    page.waitForFunction(() => document.querySelector('[data-problem]')?.textContent).then(() => 'told'),
  ])));
  assert.deepEqual([...ended].sort(), ['paid', 'told']);
  const other = tabs[ended.indexOf('told')].page;
  assert.match(await other.locator('[data-problem]').innerText(), /agotar|ha cambiado/);
  await other.waitForFunction(() => !document.querySelector('[data-pay]')?.hasAttribute('aria-disabled'));
  await other.click('[data-pay]');
  await arrived(other);
  for (const tab of tabs) await tab.close();
});

test('a link with a code: nothing until the shopper accepts, and the address is clean afterwards', async () => {
  const visit = await cart();
  const { page, open } = visit;
  await open('/carrito/?code=LLUVIA10');
  await page.waitForFunction(() => document.querySelector('tendero-link-offer')?.shadowRoot?.querySelector('button'));
  assert.ok(!(await applied(page)).includes('rain-10'));
  await page.locator('tendero-link-offer button').first().click();
  await page.waitForFunction(() => /** @type {any} */ (window).Tendero.result?.applied.some((/** @type {any} */ one) => one.promotion === 'rain-10'));
  assert.equal(new URL(page.url()).search, '');
  await visit.close();
});
