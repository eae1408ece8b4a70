// The sample back end against the real server: no answer to a call, a restart in the middle, limits that run out.
import assert from 'node:assert/strict';
import { createServer, request as forward } from 'node:http';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { listener } from '../../setup/lib/process.mjs';
import { inRoot } from '../../setup/lib/paths.mjs';
import { startDemo } from '../../setup/stack.mjs';
import { shippingFor } from '../../../demo-store/catalogue/delivery.mjs';

/** @type {Awaited<ReturnType<typeof startDemo>>} */
let demo;
/** @type {string} */
let folder;
/** @type {import('node:http').Server} */
let proxy;
/** @type {any} */
let backend;
/** Answers to paths that match are taken away after the server has acted, as often as `times` says. */
const cut = { path: /nothing/, times: 0, seen: /** @type {string[]} */ ([]) };
const kGoods = [{ sku: 'NORDES-MUSTARD-M', quantity: 1 }];
const kTo = { country: 'ES', method: 'standard' };

before(async () => {
  demo = await startDemo({ port: 0, backend: false });
  folder = mkdtempSync(join(tmpdir(), 'tendero-backend-'));
  proxy = createServer((incoming, outgoing) => {
    const onward = forward(demo.url + incoming.url, { method: incoming.method, headers: incoming.headers }, (answer) => {
      if (cut.path.test(incoming.url ?? '')) cut.seen.push(`${incoming.headers['idempotency-key']}`);
      if (cut.times > 0 && cut.path.test(incoming.url ?? '')) {
        cut.times--;
        answer.resume().on('end', () => outgoing.destroy());
        return;
      }
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  });
  await new Promise((resolve) => { proxy.listen(0, '127.0.0.1', () => resolve(undefined)); });
  backend = await start();
});
after(async () => {
  await backend?.stop();
  proxy?.closeAllConnections();
  proxy?.close();
  await demo?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** The back end on its own data, with the cutting proxy between it and the server. */
function start() {
  const { port } = /** @type {import('node:net').AddressInfo} */ (proxy.address());
  const keys = JSON.parse(readFileSync(join(demo.folder, 'secrets.json'), 'utf8'));
  const file = join(folder, 'backend.json');
  writeFileSync(file, JSON.stringify({
    address: '127.0.0.1', port: 0, server: `http://127.0.0.1:${port}`, origins: [demo.url], secret_key: demo.sk, shop: 'demo',
    signing: { kid: 'shop-1', private_jwk: keys.private_jwk }, data: join(folder, 'data'),
  }));
  return listener('the back end', process.execPath, [inRoot('demo-store/backend.mjs'), '--config', file]);
}

/** @param {string} path @param {any} body @param {Record<string, string>} [headers] */
async function post(path, body, headers = {}) {
  const answer = await fetch(backend.url + path, { method: 'POST', headers: { 'content-type': 'application/json', origin: demo.url, ...headers }, body: JSON.stringify(body) });
  return { status: answer.status, body: await answer.json() };
}

/** A quote as the page gets it. @param {any} signed the answer of /cart/sign @param {{codes?: string[], fragments?: string[], session?: string}} [more] */
async function quoteFor(signed, { codes = [], fragments = [], session } = {}) {
  const { lines, shipping, currency, id } = signed.cart;
  const answer = await fetch(`${demo.url}/v1/quotes`, {
    method: 'POST',
    headers: { authorization: `Bearer ${demo.pk}`, 'content-type': 'application/json', origin: demo.url },
    body: JSON.stringify({ request: { now: new Date().toISOString(), cart: { id, currency, lines, shipping, codes } }, fragments, session, cart_token: signed.cart_token, revision: null }),
  });
  const body = await answer.json();
  assert.equal(answer.status, 200, JSON.stringify(body));
  return body;
}

/** @param {string} id @param {any} [more] */
async function order(id, more = {}) {
  const signed = (await post('/cart/sign', { id: `c_${id}`, lines: kGoods, shipping: kTo })).body;
  const { quote } = await quoteFor(signed);
  return { id, quote, cart_token: signed.cart_token, email: 'ana@example.com', address: { name: 'Ana', country: 'ES', postcode: '33003' }, payment: 'tok_visa', ...more };
}

test('prices come from the catalogue: what the page says of them is not read', async () => {
  const { body } = await post('/cart/sign', { lines: [{ sku: 'NORDES-MUSTARD-M', quantity: 2, unit_price: 1, tax_rate: 0 }], shipping: { ...kTo, options: [{ id: 'standard', price: 0 }] } });
  assert.deepEqual([body.cart.lines[0].unit_price, body.cart.lines[0].tax_rate], [8900, 21]);
  assert.deepEqual(body.cart.shipping, shippingFor(kTo));
});

test('what cannot be sold is refused', async () => {
  for (const lines of [[], [{ sku: 'NOTHING', quantity: 1 }], [{ sku: 'SETA-BRICK', quantity: 0 }], [{ sku: 'SETA-BRICK', quantity: 1.5 }], [{ sku: 'SETA-BRICK', quantity: 100 }], [{ sku: '__proto__', quantity: 1 }]]) {
    const { status, body } = await post('/cart/sign', { lines, shipping: kTo });
    assert.deepEqual([status, body.code], [422, 'cart_invalid'], JSON.stringify(lines));
  }
});

test('the answer to confirm is lost twice: it is asked for again with the same key, and there is one order', async () => {
  Object.assign(cut, { path: /\/confirm$/, times: 2, seen: [] });
  const { status, body } = await post('/orders', await order('order-lost-answer'));
  assert.deepEqual([status, body.state], [200, 'confirmed']);
  assert.deepEqual(cut.seen, Array(3).fill('order-lost-answer.confirm'));
});

test('confirm never answers: the order is paid, and confirmed when the back end starts again', async () => {
  Object.assign(cut, { path: /\/confirm$/, times: 100, seen: [] });
  const given = await order('order-restart');
  const { status, body } = await post('/orders', given);
  assert.deepEqual([status, body.state], [200, 'paid']);
  cut.times = 0;
  await backend.stop();
  backend = await start();
  await backend.stop(); // a torn last line, as a crash leaves it, does not keep the back end from starting
  appendFileSync(join(folder, 'data', 'orders.jsonl'), '{"id":"order-to');
  backend = await start();
  for (let look = 0; look < 50; look++) {
    const again = await post('/orders', given);
    if (again.body.state === 'confirmed') break;
    await new Promise((resolve) => { setTimeout(resolve, 100); });
  }
  const last = await post('/orders', given);
  assert.deepEqual([last.body.state, last.body.number], ['confirmed', body.number]);
});

test('confirm does not answer for a while: the back end goes on by itself', async () => {
  Object.assign(cut, { path: /\/confirm$/, times: 4, seen: [] });
  assert.equal((await post('/orders', await order('order-by-itself'))).body.state, 'paid');
  for (let look = 0; look < 100 && cut.seen.length < 5; look++) await new Promise((resolve) => { setTimeout(resolve, 100); });
  assert.deepEqual(cut.seen, Array(5).fill('order-by-itself.confirm'));
});

test('an order goes where its delivery was paid for, and to someone who can be written to', async () => {
  for (const wrong of [{ address: { country: 'ES', postcode: '35001' } }, { address: { country: 'DE', postcode: '10115' } }, { address: {} }, { email: 'u_lucia' }, { email: undefined }]) {
    const { status, body } = await post('/orders', await order('order-elsewhere', wrong));
    assert.deepEqual([status, body.code], [422, 'order_invalid'], JSON.stringify(wrong));
  }
  for (const shipping of [{ country: 'XX' }, { country: 'ES', postcode: 28001 }, { country: 'ES', method: {} }]) {
    assert.equal((await post('/cart/sign', { lines: kGoods, shipping })).status, 422, JSON.stringify(shipping));
  }
  assert.equal((await post('/cart/sign', { lines: kGoods })).body.cart.shipping.method, 'standard');
});

test('a subscriber’s code is shown once', async () => {
  const first = (await post('/newsletter', { email: 'Eva@example.com' })).body;
  assert.ok(first.code);
  assert.deepEqual((await post('/newsletter', { email: ' eva@example.com' })).body, { subscribed: true });
});

test('the answer to reserve is lost: one hold, one order', async () => {
  Object.assign(cut, { path: /\/reservations$/, times: 1, seen: [] });
  const { body } = await post('/orders', await order('order-lost-hold'));
  assert.equal(body.state, 'confirmed');
  assert.equal(new Set(cut.seen).size, 1);
  assert.equal(cut.seen.length, 2);
});

test('no answer to reserve at all: nothing is charged, and the same order can be tried again', async () => {
  Object.assign(cut, { path: /\/reservations$/, times: 100, seen: [] });
  const given = await order('order-unreachable');
  const { status, body } = await post('/orders', given);
  assert.deepEqual([status, body.code], [503, 'tendero_unreachable']);
  cut.times = 0;
  assert.equal((await post('/orders', given)).body.state, 'confirmed');
});

test('a declined card, the same order with another card', async () => {
  const given = await order('order-declined', { payment: 'tok_declined' });
  const declined = await post('/orders', given);
  assert.deepEqual([declined.status, declined.body.code], [402, 'payment_declined']);
  const paid = await post('/orders', { ...given, payment: 'tok_visa' });
  assert.deepEqual([paid.status, paid.body.state], [200, 'confirmed']);
});

test('totals differ from what the shopper saw: the new total, and no order', async () => {
  const { status, body } = await post('/orders', await order('order-total', { total: 1 }));
  assert.deepEqual([status, body.code, typeof body.total], [409, 'totals_changed', 'number']);
});

test('a quote of unverified prices makes no order', async () => {
  const signed = (await post('/cart/sign', { id: 'c_x', lines: kGoods, shipping: kTo })).body;
  const { quote } = await quoteFor({ ...signed, cart_token: undefined });
  const { status, body } = await post('/orders', { ...await order('order-unverified'), quote });
  assert.deepEqual([status, body.code], [409, 'prices_unverified']);
});

test('a session ends with logout, and a made-up one is nobody', async () => {
  const { body } = await post('/login', { customer: 'u_bruno' });
  const session = (/** @type {string} */ id) => fetch(`${backend.url}/session`, { headers: { authorization: `Bearer ${id}` } }).then((answer) => answer.json());
  assert.equal((await session(body.session)).customer.facts.tier, 'gold');
  await post('/logout', {}, { authorization: `Bearer ${body.session}` });
  assert.equal((await session(body.session)).customer, null);
  assert.equal((await session('made-up')).customer, null);
  assert.equal((await post('/login', { customer: 'u_nobody' })).status, 401);
});

test('bodies that are no orders get an answer, not a crash', async () => {
  for (const text of ['', '[]', 'null', '{"id":1}', '{"id":"x"}', '{', `{"id":"${'x'.repeat(70000)}"}`]) {
    const answer = await fetch(`${backend.url}/orders`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: text }).catch((error) => error);
    assert.ok(answer instanceof Error || [400, 413, 422].includes(answer.status), `${text.slice(0, 20)}: ${answer.status}`);
  }
  assert.equal((await fetch(`${backend.url}/healthz`)).status, 200);
});
