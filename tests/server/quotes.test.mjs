// The server prices the cart itself. What a page says of prices, people, counters and time is replaced and named.
import assert from 'node:assert/strict';
import { createHash, createPublicKey, verify } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { payloadOf, seconds, startServer } from './support/server.mjs';
import * as shop from './support/shop.mjs';

let server;
before(async () => {
  server = await startServer();
  await server.publish(shop.rules);
  await server.makeCode({ promotion: 'summer', code: 'VERANO' });
});
after(() => server.close());

const ask = (body) => server.page('POST', '/v1/quotes', body);

/** Quotes a signed cart with a request that a page has changed. */
async function tampered(change, more = {}) {
  const of = shop.cart();
  const request = shop.request(of);
  change(request);
  return ask({ request, cart_token: server.cartToken(of), ...more });
}

describe('a quote', () => {
  test('verifies offline with the key that /v1/keys gives, and says what was priced', async () => {
    const quoted = await shop.quote(server, { codes: ['VERANO'] });
    assert.equal(quoted.status, 200, quoted.text);
    const [head, payload, signature] = quoted.body.quote.split('.');
    const { keys } = (await server.get('/v1/keys')).body;
    const header = JSON.parse(Buffer.from(head, 'base64url'));
    assert.deepEqual({ alg: header.alg, typ: header.typ, kid: header.kid }, { alg: 'EdDSA', typ: 'tendero-quote+jwt', kid: keys[0].kid });
    assert.ok(verify(null, Buffer.from(`${head}.${payload}`), createPublicKey({ key: keys[0], format: 'jwk' }), Buffer.from(signature, 'base64url')));
    const said = payloadOf(quoted.body.quote);
    assert.equal(said.total, shop.totalOf(quoted.body.result));
    assert.equal(said.prices, 'verified');
    assert.equal(said.exp - said.iat, 900);
    const resultText = /^\{"result":(.*),"meta":/s.exec(quoted.text)[1];
    assert.equal(said.result_digest, `sha256:${createHash('sha256').update(resultText).digest('hex')}`);
    assert.equal(said.request_digest, quoted.body.meta.request_digest);
    const code = said.applied.find((one) => one.promotion === 'summer').code;
    assert.deepEqual({ position: code.position, last4: code.last4 }, { position: 0, last4: 'RANO' });
    assert.ok(!Buffer.from(payload, 'base64url').toString().includes('VERANO'));
  });
  test('replaces nothing of an honest page', async () => {
    const quoted = await shop.quote(server, { codes: ['VERANO'] });
    assert.deepEqual(quoted.body.replaced, []);
    assert.equal(quoted.body.prices, 'verified');
  });
  test('without a signed cart the prices stay unverified', async () => {
    const answer = await ask({ request: shop.request(shop.cart()) });
    assert.equal(answer.body.prices, 'unverified');
    assert.equal(payloadOf(answer.body.quote).prices, 'unverified');
  });
  test('with the secret key they are the shop’s', async () => {
    const answer = await server.shopCall('POST', '/v1/quotes', { request: shop.request(shop.cart(), ['VERANO'], { customer: { id: 'u_7', logged_in: true, tier: 'gold' } }) });
    assert.equal(answer.body.prices, 'verified');
    assert.deepEqual(answer.body.replaced, []);
    const applied = answer.body.result.applied.map((one) => one.promotion);
    assert.ok(applied.includes('gold-5') && applied.includes('summer'), applied.join());
  });
  test('expect: another total than the shopper saw is 409 with the new answer, and is logged (B027)', async () => {
    const answer = await shop.quote(server, { expect: { total: 0 } });
    assert.equal(answer.status, 409);
    assert.equal(answer.body.code, 'totals_changed');
    assert.ok(shop.totalOf(answer.body.answer.result) > 0);
    assert.equal(answer.body.quote, undefined);
    assert.match(server.log, /"event":"totals_changed"/);
    const honest = await shop.quote(server);
    assert.equal((await shop.quote(server, { expect: { total: shop.totalOf(honest.body.result) } })).status, 200);
  });
});

describe('each input that a page could change is replaced by the server’s, and named', () => {
  const honest = async () => shop.totalOf((await tampered(() => {})).body.result);
  const cases = {
    '/cart/lines/0/unit_price': (r) => { r.cart.lines = [shop.coat({ unit_price: 1 })]; },
    '/cart/lines/0/quantity': (r) => { r.cart.lines = [shop.coat({ quantity: 1 })]; },
    '/cart/lines/0/categories/0': (r) => { r.cart.lines = [shop.coat({ categories: ['sale'] })]; },
    '/cart/lines/0/tax_rate': (r) => { r.cart.lines = [shop.coat({ tax_rate: 0 })]; },
    '/cart/lines/0/list_price': (r) => { r.cart.lines = [shop.coat({ list_price: 99999 })]; },
    '/cart/lines': (r) => { r.cart.lines = [shop.coat(), shop.coat({ id: 'l2', unit_price: 1 })]; },
    '/cart/shipping/options/0/price': (r) => { r.cart.shipping = { ...r.cart.shipping, options: [{ id: 'standard', price: 0 }] }; },
    '/cart/shipping/postcode': (r) => { r.cart.shipping = { ...r.cart.shipping, postcode: '07001' }; },
    '/cart/attributes': (r) => { r.cart.attributes = { b2b: true }; },
    '/cart/shipping/region': (r) => { r.cart.shipping = { ...r.cart.shipping, region: 'IB' }; },
    '/cart/id': (r) => { r.cart.id = 'another'; },
    '/customer/tier': (r) => { r.customer = { logged_in: false, tier: 'gold' }; },
    '/customer/logged_in': (r) => { r.customer = { logged_in: true }; },
    '/now': (r) => { r.now = '2020-01-15T00:00:00Z'; },
    '/usage/first-hundred': (r) => { r.usage = { 'first-hundred': { uses_left: 0 } }; },
  };
  for (const [pointer, change] of Object.entries(cases)) {
    test(pointer, async () => {
      const answer = await tampered(change);
      assert.equal(answer.status, 200, answer.text);
      assert.deepEqual(answer.body.replaced, [pointer]);
      assert.equal(shop.totalOf(answer.body.result), await honest());
    });
  }
  test('/fragments/0: forged, of another session, edited', async () => {
    const of = shop.cart();
    const applied = await shop.apply(server, 'VERANO');
    const [head, payload, signature] = applied.fragment.split('.');
    const richer = JSON.parse(Buffer.from(payload, 'base64url'));
    richer.promotion.effects[0].percent = 100;
    const forged = `${head}.${Buffer.from(JSON.stringify(richer)).toString('base64url')}.${signature}`;
    const other = await shop.apply(server, 'NOTHING');
    for (const [fragment, session] of [[forged, applied.session], [applied.fragment, other.session], [applied.fragment, undefined], ['x.y.z', applied.session]]) {
      const answer = await ask({ request: shop.request(of, ['VERANO']), fragments: [fragment], session, cart_token: server.cartToken(of) });
      assert.deepEqual(answer.body.replaced, ['/fragments/0']);
      assert.equal(answer.body.result.applied.some((one) => one.promotion === 'summer'), false);
      assert.equal(answer.body.result.rejected[0].reason, 'code_not_applicable');
    }
  });
  test('a code without its fragment is not looked up: quotes answer no guesses', async () => {
    const of = shop.cart();
    const right = await ask({ request: shop.request(of, ['VERANO']), cart_token: server.cartToken(of) });
    const wrong = await ask({ request: shop.request(of, ['VERANA']), cart_token: server.cartToken(of) });
    const reasons = (answer) => answer.body.result.rejected.map((one) => one.reason);
    assert.deepEqual(reasons(right), ['code_not_applicable']);
    assert.deepEqual(reasons(wrong), reasons(right));
  });
  test('the page’s clock is kept within two minutes', async () => {
    const near = new Date(Date.now() - 90_000).toISOString();
    assert.deepEqual((await tampered((r) => { r.now = near; })).body.replaced, []);
    assert.deepEqual((await tampered((r) => { r.now = new Date(Date.now() + 300_000).toISOString(); })).body.replaced, ['/now']);
  });
  test('facts of the customer come from the signed token', async () => {
    const of = shop.cart();
    const customer = server.customerToken('u_7', { tier: 'gold' });
    const said = { id: 'u_7', logged_in: true, tier: 'gold' };
    const body = (facts) => ({ request: shop.request(of, [], { customer: facts }), cart_token: server.cartToken(of), customer_token: customer });
    const honestAnswer = await ask(body(said));
    assert.deepEqual(honestAnswer.body.replaced, []);
    assert.ok(honestAnswer.body.result.applied.some((one) => one.promotion === 'gold-5'));
    const richer = await ask(body({ ...said, points: 100000, tier: 'platinum' }));
    assert.deepEqual(richer.body.replaced.sort(), ['/customer/points', '/customer/tier']);
    assert.deepEqual(richer.body.result, honestAnswer.body.result);
  });
});

describe('tokens of the cart', () => {
  test('expired, too old, of another shop, forged: 401', async () => {
    const of = shop.cart();
    const now = seconds();
    const token = server.cartToken(of);
    const edited = payloadOf(token);
    edited.cart.lines[0].unit_price = 1;
    const [head, , signature] = token.split('.');
    for (const cartToken of [server.cartToken(of, { exp: now - 1 }), server.cartToken(of, { iat: now - 1000, exp: now + 60 }),
      server.cartToken(of, { aud: 'tendero:other' }), server.cartToken(of, { cart: {} }), server.cartToken(of, { cart: { lines: {} } }),
      `${head}.${Buffer.from(JSON.stringify(edited)).toString('base64url')}.${signature}`]) {
      const answer = await ask({ request: shop.request(of), cart_token: cartToken });
      assert.equal(answer.status, 401);
      assert.equal(answer.body.code, 'cart_token_invalid');
    }
  });
});

describe('bad amounts and bad JSON', () => {
  const line = (more) => ask({ request: shop.request(shop.cart({ lines: [shop.coat(more)] })) });
  const text = (json) => ask(json);
  const withLine = (member) => JSON.stringify({ request: shop.request(shop.cart()) }).replace('"quantity":2', member);
  const refused = (answer, status, code, pointer) => {
    assert.equal(answer.status, status, answer.text);
    if (code) assert.equal(answer.body.errors[0].code, code, answer.text);
    if (pointer) assert.equal(answer.body.errors[0].pointer, pointer);
    assert.equal(answer.body.quote, undefined);
  };
  test('quantity −1 (B001)', async () => refused(await line({ quantity: -1 }), 422, 'quantity_invalid', '/request/cart/lines/0/quantity'));
  test('quantity 0', async () => refused(await line({ quantity: 0 }), 422, 'quantity_invalid'));
  test('huge quantities do not wrap (B003)', async () => {
    for (const digits of ['2147483648', '9007199254740992', '9223372036854775807', '18446744073709551617']) {
      refused(await text(withLine(`"quantity":${digits}`)), 422);
    }
    const answer = await text(withLine('"quantity":1e308'));
    assert.ok([400, 422].includes(answer.status));
  });
  test('quantity of other kinds (B004)', async () => {
    refused(await line({ quantity: 1.5 }), 400, 'float_forbidden');
    for (const quantity of ['1', true, null, [1], { $gt: 0 }]) refused(await line({ quantity }), 422);
  });
  test('overflow (B006, B007)', async () => {
    refused(await line({ unit_price: 900_000_000_000_000, quantity: 1_000_000 }), 422, 'amount_overflow');
    const lines = Array.from({ length: 1000 }, (_, i) => shop.coat({ id: `l${i}`, unit_price: 90_000_000_000_000, quantity: 1 }));
    refused(await ask({ request: shop.request(shop.cart({ lines })) }), 422, 'amount_overflow');
  });
  test('the same line id twice (B009)', async () => refused(await ask({ request: shop.request(shop.cart({ lines: [shop.coat(), shop.coat()] })) }), 422));
  test('currencies (B010)', async () => {
    for (const currency of ['USD', 'eur', 'EUR ']) refused(await ask({ request: shop.request(shop.cart({ currency })) }), 422);
  });
  test('codes twice count once (B018)', async () => {
    const twice = await shop.quote(server, { codes: ['VERANO', 'verano', 'VERANO'] });
    const once = await shop.quote(server, { codes: ['VERANO'], of: twice.cart });
    assert.equal(shop.totalOf(twice.body.result), shop.totalOf(once.body.result));
  });
  test('a code that is a list (B019)', async () => refused(await ask({ request: { ...shop.request(shop.cart()), cart: { ...shop.cart(), codes: [['A', 'A']] } } }), 422));
  test('a wrong line is refused although a signed one would replace it', async () => {
    refused(await tampered((r) => { r.cart.lines = [shop.coat({ quantity: -1 })]; }), 422, 'quantity_invalid');
  });
  test('duplicate member (B081), bytes after the document and NUL (B082)', async () => {
    refused(await text('{"request":{},"request":{}}'), 400);
    refused(await text('{"request":{}} x'), 400);
    refused(await text('{"request":{}}\u0000'), 400);
    refused(await text(withLine('"quantity":2,"quantity":3')), 400);
  });
  test('amounts past 2^53 − 1 (B084), 1E3 and 1.0 where an integer belongs (B085)', async () => {
    refused(await text(withLine('"quantity":9007199254740993')), 422);
    refused(await text(withLine('"quantity":1E3')), 400, 'float_forbidden');
    refused(await text(withLine('"quantity":1.0')), 400, 'float_forbidden');
  });
  test('names of the prototype (B087)', async () => {
    for (const name of ['__proto__', 'constructor', 'prototype']) {
      refused(await text(withLine(`"quantity":2,"attributes":{"${name}":1}`)), 422);
    }
  });
  test('a number of a million digits, a million elements (B088)', async () => {
    const digits = await text(withLine(`"quantity":${'9'.repeat(1_000_000)}`));
    assert.ok([400, 413, 422].includes(digits.status), String(digits.status));
    const elements = await text(`{"request":[${'1,'.repeat(1_000_000)}1]}`);
    assert.ok([413, 422].includes(elements.status), String(elements.status));
    const deep = await text(`{"request":${'['.repeat(100_000)}`);
    assert.equal(deep.status, 400);
    assert.equal((await server.get('/healthz')).status, 200);
  });
});

test('a quote of another shop is 401 (B024)', async () => {
  const other = await startServer({ shop: 'other' });
  await other.publish(shop.rules);
  const foreign = await shop.quote(other);
  const answer = await server.shopCall('POST', '/v1/reservations', { quote: foreign.body.quote });
  assert.equal(answer.status, 401);
  assert.equal(answer.body.code, 'quote_invalid');
  await other.close();
});
