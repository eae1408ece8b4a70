// What goes wrong around a shop: the network cut, WebAssembly refused, the server down, scripts that meddle, prices tampered with.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { answer, arrived, fillIn, kCard, kGoods, nextStep, photograph, settled, shop, toPayment, totalOf, withGoods } from './support.mjs';
import { csp } from '../../setup/stack.mjs';

/** @type {Awaited<ReturnType<typeof shop>>} */
let s;
before(async () => { s = await shop(); });
after(() => s?.end());

/** @param {any} [how] of visit @param {string} [path] */
async function withCart(how, path = '/carrito/') {
  const visit = await s.visit(how);
  await visit.open('/');
  await withGoods(visit.page, kGoods);
  await visit.open(path);
  return visit;
}

test('the network cut after loading: quantities and an accepted code still price', async () => {
  const visit = await withCart();
  const { page, context } = visit;
  await page.evaluate(() => /** @type {any} */ (window).Tendero.codes.apply('LLUVIA10'));
  await context.setOffline(true);
  const before = totalOf((await answer(page)).result);
  const more = page.locator('[data-sku="MAREA-NAVY-39-42"] .stepper button').last();
  for (let press = 0; press < 3; press++) await more.click();
  await page.waitForFunction(() => /** @type {any} */ (window).Tendero.result.lines.find((/** @type {any} */ one) => one.id === 'MAREA-NAVY-39-42').quantity === 6);
  const { result, source, state } = await answer(page);
  assert.equal(source, 'engine');
  assert.equal(state, 'ready');
  assert.ok(totalOf(result) > before);
  const socks = result.lines.find((/** @type {any} */ one) => one.id === 'MAREA-NAVY-39-42');
  assert.equal(socks.subtotal, 2700);
  assert.ok(result.applied.some((/** @type {any} */ one) => one.code === 'LLUVIA10' && one.amount > 0));
  await context.setOffline(false);
  const quote = await page.evaluate(() => /** @type {any} */ (window).Tendero.quote());
  assert.deepEqual([quote.equal_digests, quote.identical, totalOf(quote.result)], [true, true, totalOf(result)]);
  await visit.close();
});

test('the server down: list prices and a notice, and an order at list prices', async () => {
  const visit = await withCart(undefined, '/carrito/');
  const { page, open, context } = visit;
  // The shop's pages come from the same server, so they are kept while the API is gone.
  await context.clearCookies();
  await page.route('**/v1/**', (/** @type {any} */ route) => route.abort('connectionrefused'));
  await page.evaluate(() => sessionStorage.clear());
  await open('/pedido/');
  await page.waitForFunction(() => /** @type {any} */ (window).Tendero.state === 'list-prices');
  assert.match(await page.locator('tendero-status [part="notice"]').innerText(), /\S/);
  const list = 8900 + 1350 + 3400 + 2900 + 495;
  assert.equal(Number((await page.locator('.order-toggle [data-total]').textContent()).replace(/\D/g, '')), list);
  await toPayment(page);
  await fillIn(page, kCard);
  await nextStep(page, 'payment');
  await page.click('[data-pay]');
  await page.waitForSelector('[data-list-way]:not([hidden])');
  await photograph(page, 'server-down-1280');
  await page.click('[data-pay-list]');
  await arrived(page);
  assert.equal(Number((await page.locator('[data-paid]').innerText()).replace(/\D/g, '')), list);
  assert.deepEqual(visit.faults.filter((fault) => !/Failed to load resource|net::/.test(fault)), []);
  await visit.close();
});

test('the server killed in the middle of a visit: the page goes on pricing, and pays when it is back', async () => {
  const visit = await withCart(undefined, '/pedido/');
  const { page } = visit;
  await toPayment(page);
  await fillIn(page, kCard);
  await nextStep(page, 'payment');
  await s.demo.stopServer('SIGKILL');
  await page.click('[data-pay]');
  await page.waitForSelector('[data-list-way]:not([hidden])', { timeout: 60_000 });
  assert.match(await page.locator('[data-total]').first().textContent(), /\d/);
  await s.demo.startServer();
  await page.click('[data-again]');
  await arrived(page);
  await visit.close();
});

test('scripts that meddle with the language: prices and checkout stand', async () => {
  const visit = await withCart({
    before: () => {
      const any = /** @type {any} */ (window);
      any.Object.prototype.extended = function extended() { return this; };
      any.Array.prototype.last = function last() { return this[this.length - 1]; };
      const { map, filter } = Array.prototype;
      any.Array.prototype.map = function patched(/** @type {any} */ ...given) { return map.apply(this, given); };
      any.Array.prototype.filter = function patched(/** @type {any} */ ...given) { return filter.apply(this, given); };
      const { fetch } = window;
      any.fetch = (/** @type {any} */ ...given) => fetch.apply(window, given);
      any.console.log = () => { throw new Error('no console'); };
    },
  });
  const { page, open, faults } = visit;
  assert.equal((await answer(page)).state, 'ready');
  await open('/pedido/');
  await toPayment(page);
  await fillIn(page, kCard);
  await nextStep(page, 'payment');
  await page.click('[data-pay]');
  await arrived(page);
  assert.deepEqual(faults, []);
  await visit.close();
});

test('a price tampered with in the page: the quote is at the shop’s price, and the change is told', async () => {
  const visit = await withCart(undefined, '/pedido/');
  const { page } = visit;
  await toPayment(page);
  await fillIn(page, kCard);
  await nextStep(page, 'payment');
  await page.evaluate(() => /** @type {any} */ (window).Tendero.cart.setLine({ id: 'NORDES-MUSTARD-M', unit_price: 1 }));
  await page.waitForFunction(() => /** @type {any} */ (window).Tendero.result.lines.find((/** @type {any} */ one) => one.id === 'NORDES-MUSTARD-M').subtotal === 1);
  await page.click('[data-pay]');
  await page.waitForFunction(() => document.querySelector('[data-problem]')?.textContent);
  assert.match(await page.locator('[data-problem]').innerText(), /ha cambiado/);
  assert.equal(new URL(page.url()).pathname, '/pedido/');
  await visit.close();
});

test('a quote tampered with, or of another cart, makes no order', async () => {
  const visit = await withCart();
  const { page } = visit;
  const quote = await page.evaluate(() => /** @type {any} */ (window).Tendero.quote());
  const origin = s.demo.url;
  const post = async (/** @type {string} */ path, /** @type {any} */ body) => {
    const response = await fetch(s.demo.backendUrl + path, { method: 'POST', headers: { 'content-type': 'application/json', origin }, body: JSON.stringify(body) });
    return { status: response.status, body: await response.json() };
  };
  const to = { country: 'ES', method: 'standard' };
  const signed = (await post('/cart/sign', { id: 'c_test', lines: kGoods.map(([sku, quantity]) => ({ sku, quantity })), shipping: to })).body;
  const other = (await post('/cart/sign', { id: 'c_test', lines: [{ sku: 'SETA-BRICK', quantity: 1 }], shipping: to })).body;
  const order = { email: 'ana@example.com', address: { country: 'ES', postcode: '33003' }, payment: 'tok_visa' };
  const [head, payload, signature] = quote.quote.split('.');
  const cheaper = JSON.parse(Buffer.from(payload, 'base64url').toString());
  cheaper.total = 1;
  const forged = `${head}.${Buffer.from(JSON.stringify(cheaper)).toString('base64url')}.${signature}`;
  const forgedAnswer = await post('/orders', { ...order, id: 'order-forged', quote: forged, cart_token: signed.cart_token });
  assert.deepEqual([forgedAnswer.status, forgedAnswer.body.code], [422, 'quote_invalid']);
  const swapped = await post('/orders', { ...order, id: 'order-swapped', quote: quote.quote, cart_token: other.cart_token });
  assert.deepEqual([swapped.status, swapped.body.code], [409, 'cart_changed']);
  const [cartHead, , cartSignature] = signed.cart_token.split('.');
  const cheapCart = { ...signed.cart, lines: signed.cart.lines.map((/** @type {any} */ line) => ({ ...line, unit_price: 1 })) };
  const forgedCart = `${cartHead}.${Buffer.from(JSON.stringify({ iss: 'shop', aud: 'tendero:demo', iat: 0, exp: 4e9, cart: cheapCart })).toString('base64url')}.${cartSignature}`;
  const cartAnswer = await post('/orders', { ...order, id: 'order-cart', quote: quote.quote, cart_token: forgedCart });
  assert.deepEqual([cartAnswer.status, cartAnswer.body.code], [422, 'cart_invalid']);
  await visit.close();
});

test('an order sent twice is one order', async () => {
  const visit = await withCart();
  const quote = await visit.page.evaluate(() => /** @type {any} */ (window).Tendero.quote());
  const post = async (/** @type {string} */ path, /** @type {any} */ body) => (await fetch(s.demo.backendUrl + path, {
    method: 'POST', headers: { 'content-type': 'application/json', origin: s.demo.url }, body: JSON.stringify(body),
  })).json();
  const { cart_token: token } = await post('/cart/sign', { id: 'c_test', lines: kGoods.map(([sku, quantity]) => ({ sku, quantity })), shipping: { country: 'ES', method: 'standard' } });
  const order = { id: 'order-twice', quote: quote.quote, cart_token: token, email: 'ana@example.com', address: { country: 'ES', postcode: '33003' }, payment: 'tok_visa' };
  const [one, two] = await Promise.all([post('/orders', order), post('/orders', order)]);
  assert.equal(one.state, 'confirmed');
  assert.deepEqual(two, one);
  assert.deepEqual(await post('/orders', order), one);
  await visit.close();
});

test('only the shop’s own pages may call the back end', async () => {
  const stranger = await fetch(`${s.demo.backendUrl}/cart/sign`, { method: 'POST', headers: { origin: 'https://elsewhere.example', 'content-type': 'application/json' }, body: '{}' });
  assert.equal(stranger.status, 403);
  assert.equal(stranger.headers.get('access-control-allow-origin'), null);
});

test('WebAssembly refused by the policy: the server quotes, and the order goes through', async () => {
  const strict = await shop(undefined, { policy: undefined, backendPort: 0, ...await policyWithoutWasm() });
  try {
    const visit = await strict.visit();
    const { page, open } = visit;
    await open('/');
    await withGoods(page, kGoods);
    await open('/pedido/');
    await page.waitForFunction(() => /** @type {any} */ (window).Tendero.state === 'server');
    const { result } = await answer(page);
    assert.equal(totalOf(result, 'items_discount'), -(1780 + 350 + 1410));
    await toPayment(page);
    await settled(page);
    await fillIn(page, kCard);
    await nextStep(page, 'payment');
    await page.click('[data-pay]');
    await arrived(page);
    await visit.close();
  } finally {
    await strict.end();
  }
});

/** The demo's policy but for WebAssembly; the back end's port must be known before. */
async function policyWithoutWasm() {
  const { freePort } = await import('../../setup/lib/process.mjs');
  const backendPort = await freePort();
  return { backendPort, policy: csp(`http://127.0.0.1:${backendPort}`).replace(" 'wasm-unsafe-eval'", '') };
}
