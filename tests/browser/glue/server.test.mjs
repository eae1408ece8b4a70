// The glue against tendero-server: what the browser promised is what the server answers, to the byte.
import assert from 'node:assert/strict';
import { createPrivateKey, sign } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { after, before, test } from 'node:test';
import { faultsOf, launch } from './parts/chromium.js';
import { startDemo } from '../../setup/stack.mjs';
import { CSP } from './double.mjs';
import { pages } from './pages.mjs';
import { randomCarts } from './random-carts.mjs';
import { fragments, rules, rulesWith } from './rules.mjs';
import { axeFaults, firstPrice, heard, totalOf, TOTAL } from './setup.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const source = { ...rules, promotions: [...rules.promotions, ...Object.values(fragments).map(({ promotion }) => promotion)] };
const codes = Object.values(fragments).map(({ code, promotion }) => ({ promotion: promotion.id, code }));

/** @type {any} */
let demo;
/** @type {import('playwright-core').Browser} */
let browser;
before(async () => {
  [demo, browser] = await Promise.all([
    startDemo({ rules: JSON.stringify(source), codes, policy: CSP, backend: false }),
    launch(),
  ]);
  const to = path.join(demo.folder, 'public');
  mkdirSync(to, { recursive: true });
  cpSync(path.join(here, 'pages'), path.join(to, 'pages'), { recursive: true });
  for (const [name, html] of Object.entries(pages)) {
    writeFileSync(path.join(to, name === '/' ? 'index.html' : name.slice(1)), html.replaceAll('pk_test_00000000', demo.pk));
  }
});
after(async () => {
  await browser?.close();
  await demo?.stop();
});

async function open(where = '/') {
  const context = await browser.newContext({ viewport: { width: 360, height: 640 }, locale: 'es-ES' });
  const page = await context.newPage();
  const faults = faultsOf(page);
  await page.goto(demo.url + where);
  await firstPrice(page);
  return { page, context, faults };
}

/** A cart token as the shop's back end signs it. @param {object} cart */
function signCart(cart) {
  const { private_jwk: jwk } = JSON.parse(readFileSync(path.join(demo.folder, 'secrets.json'), 'utf8'));
  const part = (/** @type {object} */ value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const now = Math.floor(Date.now() / 1000);
  const head = part({ alg: 'EdDSA', kid: 'shop-1', typ: 'tendero-cart+jwt' });
  const body = part({ iss: 'shop', aud: 'tendero:demo', iat: now, exp: now + 600, cart });
  const signature = sign(null, Buffer.from(`${head}.${body}`), createPrivateKey({ key: jwk, format: 'jwk' }));
  return `${head}.${body}.${signature.toString('base64url')}`;
}

const shopCart = (/** @type {any} */ cart) => ({ id: cart.id, currency: cart.currency, lines: cart.lines, shipping: cart.shipping });

async function publish(/** @type {object} */ ruleset) {
  const answer = await fetch(`${demo.url}/v1/rules`, {
    method: 'PUT',
    body: JSON.stringify(ruleset),
    headers: { authorization: `Bearer ${demo.sk}`, 'content-type': 'application/json', 'idempotency-key': `t-${Math.random()}` },
  });
  assert.equal(answer.ok, true, await answer.text());
}

test('a quote of the signed cart is verified, and its result is the browser\'s, byte for byte', async () => {
  const { page, faults } = await open();
  await page.exposeFunction('signCart', (/** @type {any} */ cart) => signCart(shopCart(cart)));
  const quote = await page.evaluate(() => {
    t.providers({ signCart: (cart) => globalThis.signCart(cart) });
    return t.quote({ expect: t.result.due });
  });
  assert.equal(quote.prices, 'verified');
  assert.deepEqual(quote.replaced, []);
  assert.equal(quote.equal_digests, true);
  assert.equal(quote.identical, true);
  assert.equal(quote.quote.split('.').length, 3);
  assert.equal(await totalOf(page), TOTAL);
  assert.deepEqual(faults, []);
});

test('with a code, the network cut meanwhile, and the quote afterwards: still byte-identical', async () => {
  const { page, context } = await open();
  await page.exposeFunction('signCart', (/** @type {any} */ cart) => signCart(shopCart(cart)));
  await page.evaluate(() => t.providers({ signCart: (cart) => globalThis.signCart(cart) }));
  assert.equal((await page.evaluate(() => t.codes.apply('ver-ano'))).state, 'applied');
  await context.setOffline(true);
  await page.evaluate(() => t.cart.setLine({ id: 'l2', quantity: 7 }));
  await page.evaluate(() => t.cart.setShipping({ method: 'express' }));
  assert.equal(await totalOf(page), 7120 + 4900 + 995 - 500);
  assert.equal(await page.evaluate(() => t.answer.source), 'engine');
  await context.setOffline(false);
  const quote = await page.evaluate(() => t.quote());
  assert.deepEqual([quote.equal_digests, quote.identical, quote.replaced], [true, true, []]);
});

test('inputs that the server takes from elsewhere are listed by pointer, and the page says what changed', async () => {
  const { page } = await open();
  const honest = await page.evaluate(() => t.cart.get());
  await page.exposeFunction('signCart', () => signCart(shopCart(honest)));
  await page.evaluate(() => {
    t.providers({ signCart: () => globalThis.signCart() });
    return t.cart.setLine({ id: 'l1', unit_price: 100 });
  });
  const price = await page.evaluate(() => t.quote());
  assert.ok(price.replaced.some((/** @type {string} */ one) => one.startsWith('/cart/lines/0')), `${price.replaced}`);
  assert.deepEqual([price.identical, price.equal_digests], [false, false]);
  assert.equal(await totalOf(page), TOTAL);
  const news = (await heard(page, 'price-changed')).at(-1);
  assert.deepEqual([news.reason, news.replaced], ['server', price.replaced]);

  await page.evaluate((cart) => t.cart.set(cart), honest);
  await page.evaluate(() => t.customer.set({ id: 'u1', tier: 'gold' }));
  const customer = await page.evaluate(() => t.quote());
  assert.ok(customer.replaced.some((/** @type {string} */ one) => one.startsWith('/customer')), `${customer.replaced}`);
  await page.evaluate(() => t.customer.set(undefined));
  await page.evaluate(() => t.cart.setShipping({ options: [{ id: 'standard', price: 1 }, { id: 'express', price: 995 }] }));
  const delivery = await page.evaluate(() => t.quote());
  assert.ok(delivery.replaced.some((/** @type {string} */ one) => one.startsWith('/cart/shipping')), `${delivery.replaced}`);
});

test('what it saw is not what it costs: totals_changed, with the quote', async () => {
  const { page } = await open();
  const code = await page.evaluate(() => t.quote({ expect: 1 }).then(() => '', (error) => `${error.code} ${error.detail.result.due}`));
  assert.equal(code, `totals_changed ${TOTAL}`);
});

test('codes: held but waiting with what is missing; unknown with the one answer; many guesses cost work', async () => {
  const { page } = await open();
  const waiting = await page.evaluate(() => t.codes.apply('grande'));
  assert.deepEqual([waiting.state, waiting.reason, waiting.missing], ['waiting', 'subtotal_too_low', 19700]);
  for (let guess = 0; guess < 9; guess++) {
    const refused = await page.evaluate((n) => t.codes.apply(`GUESS${n}`), guess);
    assert.deepEqual([refused.state, refused.reason], ['refused', 'code_not_applicable']);
  }
  const posts = [];
  page.on('response', (response) => response.url().endsWith('/codes/apply') && posts.push(response.status()));
  assert.equal((await page.evaluate(() => t.codes.apply('VERANO'))).state, 'applied');
  assert.deepEqual(posts, [429, 200], 'the right code works once the work is done');
});

test('the second page: hashed files come from the cache of this very server', async () => {
  const { page } = await open();
  /** @type {Map<string, string>} */
  const fetched = new Map();
  const cached = new Set();
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  session.on('Network.requestServedFromCache', ({ requestId }) => cached.add(requestId));
  session.on('Network.responseReceived', ({ requestId, response }) => {
    if (!response.fromDiskCache) fetched.set(requestId, new URL(response.url).pathname);
  });
  await page.getByText('Seguir comprando').click();
  await page.waitForURL('**/second.html');
  await page.waitForFunction(() => globalThis.t?.answer?.source === 'engine');
  for (const id of cached) fetched.delete(id);
  const asked = [...fetched.values()];
  assert.ok(asked.includes('/second.html'));
  assert.deepEqual(asked.filter((one) => /\/v1\/|\.[0-9a-f]{16}\./.test(one)), []);
});

test('a revision published meanwhile reaches the page at the next quote, which is honoured', async () => {
  const { page } = await open();
  await publish({ ...rulesWith(50), promotions: [...rulesWith(50).promotions, ...Object.values(fragments).map(({ promotion }) => promotion)] });
  const quote = await page.evaluate(() => t.quote());
  assert.equal(quote.result.due, TOTAL - 2670);
  await page.waitForFunction(() => heard.some(([name]) => name === 'price-changed'));
  await page.waitForFunction((revision) => t.revision === revision && t.answer.revision === revision, quote.revision);
  assert.equal(await totalOf(page), TOTAL - 2670);
  await publish(source);
});

test('the server stops: list prices or engine, never an error; it starts again: quotes again', async () => {
  const { page, faults } = await open();
  await demo.stopServer();
  await page.evaluate(() => t.cart.setLine({ id: 'l2', quantity: 1 }));
  assert.equal(await totalOf(page), TOTAL - 700);
  const code = await page.evaluate(() => t.quote().catch((error) => error.code));
  assert.equal(code, 'offline');
  assert.equal((await page.evaluate(() => t.codes.apply('VERANO'))).reason, 'code_offline');
  assert.equal(await axeFaults(page), '');
  await demo.startServer();
  assert.equal((await page.evaluate(() => t.codes.apply('VERANO'))).state, 'applied');
  assert.equal((await page.evaluate(() => t.quote())).identical, true);
  assert.deepEqual(faults.filter((fault) => !/Failed to load resource/.test(fault)), []);
});

test('a shop on another origin: script, engine, rules and codes come across', async () => {
  const shop = createServer((request, response) => {
    const name = (request.url ?? '/').slice(1);
    if (name.startsWith('pages/')) return void response.writeHead(200, { 'content-type': name.endsWith('css') ? 'text/css' : 'text/javascript' }).end(readFileSync(path.join(here, name)));
    const html = pages['/'].replaceAll('pk_test_00000000', demo.pk).replaceAll('"/tendero/', `"${demo.url}/tendero/`)
      .replace('data-rules="/', `data-rules="${demo.url}/`).replace('data-server="/"', `data-server="${demo.url}"`);
    const policy = CSP.replaceAll("'self'", `'self' ${demo.url}`);
    response.writeHead(200, { 'content-type': 'text/html', 'content-security-policy': policy }).end(html);
  });
  // The one other origin that the key allows.
  await new Promise((done) => shop.listen(Number(new URL(demo.backendUrl).port), '127.0.0.1', () => done(undefined)));
  try {
    const page = await (await browser.newContext()).newPage();
    const faults = faultsOf(page);
    await page.goto(demo.backendUrl);
    await firstPrice(page);
    assert.equal(await page.evaluate(() => t.answer.source), 'engine');
    assert.equal((await page.evaluate(() => t.codes.apply('VERANO'))).state, 'applied');
    await page.evaluate(() => t.refresh());
    assert.ok(Math.abs((await page.evaluate(() => t.now())) - Date.now()) < 5000);
    assert.equal((await page.evaluate(() => t.quote())).identical, true);
    assert.deepEqual(faults, []);
  } finally {
    shop.closeAllConnections();
    shop.close();
  }
});

test('random carts in Chromium and at the server: equal digests, equal bytes', async () => {
  const { page } = await open();
  const carts = randomCarts(7, 60);
  const differences = await page.evaluate(async ([requests, url, key]) => {
    const different = [];
    for (const request of requests) {
      const own = await t.evaluate({ ...request, digest: true });
      const now = request.now;
      const response = await fetch(`${url}/v1/quotes`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify({ request: { ...request, digest: true }, fragments: [], revision: t.revision }),
      });
      const { result, meta, replaced } = await response.json();
      const equal = JSON.stringify(result) === JSON.stringify(own.result) && meta?.request_digest === own.meta.request_digest;
      if (!equal) different.push({ now, replaced, own: own.result, result });
    }
    return different;
  }, [carts, demo.url, demo.pk]);
  assert.deepEqual(differences.slice(0, 1), []);
});
