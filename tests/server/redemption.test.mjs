// Reserve, confirm, cancel: all or nothing, once for ever, in the order of checks that the contract names.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { binaries, seconds, startServer } from './support/server.mjs';
import * as shop from './support/shop.mjs';

let server;
before(async () => {
  server = await startServer({ binary: binaries.faults });
  await server.publish(shop.rules);
  await server.makeCode({ promotion: 'summer', code: 'VERANO' });
});
after(() => server.close());

const code = (answer) => answer.body.code;
const minutes = (count) => count * 60_000;

/** Runs with the server's clock moved; tokens are made for the moved clock. */
async function later(ms, run) {
  server.moveClock(ms);
  const real = Date.now;
  Date.now = () => real() + ms;
  try {
    return await run();
  } finally {
    Date.now = real;
    server.moveClock(0);
  }
}

describe('the good way', () => {
  test('quote, reserve, confirm: the amounts of the quote, the code by its place and last four', async () => {
    const quoted = await shop.quote(server, { codes: ['VERANO'] });
    const held = await shop.reserve(server, quoted);
    assert.equal(held.status, 201);
    assert.equal(held.body.state, 'held');
    assert.equal(held.body.total, shop.totalOf(quoted.body.result));
    const summer = held.body.applied.find((one) => one.promotion === 'summer');
    assert.deepEqual(summer.code, { position: 0, last4: 'RANO' });
    const order = `o_${randomUUID()}`;
    const confirmed = await shop.confirm(server, held.body.reservation, order);
    assert.equal(confirmed.status, 200);
    assert.deepEqual([confirmed.body.state, confirmed.body.order, confirmed.body.late], ['redeemed', order, false]);
    const seen = await server.shopCall('GET', `/v1/reservations/${held.body.reservation}`);
    assert.deepEqual(seen.body, confirmed.body);
  });
  test('confirming again with the same order is the same answer; with another it is refused', async () => {
    const { held, body } = await shop.redeem(server, []);
    assert.equal(body.state, 'redeemed');
    assert.equal((await shop.confirm(server, held.body.reservation, body.order)).text, JSON.stringify(body));
    assert.equal(code(await shop.confirm(server, held.body.reservation)), 'already_redeemed');
    assert.equal(code(await shop.cancel(server, held.body.reservation)), 'already_redeemed');
  });
  test('one order is redeemed once for ever, whichever reservation comes', async () => {
    const { body } = await shop.redeem(server, []);
    const other = await shop.reserve(server, await shop.quote(server));
    const refused = await shop.confirm(server, other.body.reservation, body.order);
    assert.deepEqual([refused.status, code(refused)], [409, 'order_already_redeemed']);
  });
  test('one quote is redeemed once', async () => {
    const quoted = await shop.quote(server);
    const held = await shop.reserve(server, quoted);
    await shop.confirm(server, held.body.reservation);
    assert.equal(code(await shop.reserve(server, quoted)), 'quote_used');
  });
  test('a reservation made for an order is confirmed for that order only', async () => {
    const held = await shop.reserve(server, await shop.quote(server), { order: 'o_mine' });
    assert.equal(code(await shop.confirm(server, held.body.reservation, 'o_other')), 'order_mismatch');
    assert.equal((await shop.confirm(server, held.body.reservation, 'o_mine')).status, 200);
  });
  test('unknown reservations: 404', async () => {
    assert.equal((await shop.confirm(server, randomUUID())).status, 404);
    assert.equal((await shop.cancel(server, "' OR 1=1--")).status, 404);
    assert.equal((await server.shopCall('GET', '/v1/reservations/%00')).status, 404);
  });
});

describe('the order of checks', () => {
  test('401: a tampered quote, another kind of token', async () => {
    const quoted = await shop.quote(server);
    const [head, payload, signature] = quoted.body.quote.split('.');
    const cheaper = JSON.parse(Buffer.from(payload, 'base64url'));
    cheaper.total = 1;
    const tampered = `${head}.${Buffer.from(JSON.stringify(cheaper)).toString('base64url')}.${signature}`;
    const applied = await shop.apply(server, 'VERANO');
    for (const quote of [tampered, applied.fragment, quoted.cartToken, 'x', `${quoted.body.quote}x`]) {
      const answer = await server.shopCall('POST', '/v1/reservations', { quote });
      assert.deepEqual([answer.status, code(answer)], [401, 'quote_invalid']);
    }
  });
  test('401: shopper A’s quote with shopper B’s token (B025)', async () => {
    const a = server.customerToken('u_a');
    const quoted = await shop.quote(server, { customer: a });
    const answer = await shop.reserve(server, quoted, { customer_token: server.customerToken('u_b') });
    assert.deepEqual([answer.status, code(answer)], [401, 'customer_mismatch']);
    assert.equal((await shop.reserve(server, quoted, { customer_token: a })).status, 201);
  });
  test('409 cart_changed: the qualifying line was taken out after the quote (B021)', async () => {
    const of = shop.cart({ lines: [shop.coat(), shop.coat({ id: 'l2', sku: 'HAT' })] });
    const quoted = await shop.quote(server, { of, codes: ['VERANO'] });
    for (const changed of [{ ...of, lines: [shop.coat()] }, { ...of, lines: [shop.coat({ quantity: 1 }), of.lines[1]] },
      { ...of, shipping: { ...of.shipping, options: [{ id: 'standard', price: 0 }] } }]) {
      const answer = await shop.reserve(server, quoted, { cart_token: server.cartToken(changed) });
      assert.deepEqual([answer.status, code(answer)], [409, 'cart_changed']);
    }
    const reordered = Object.fromEntries(Object.entries(of).reverse());
    assert.equal((await shop.reserve(server, quoted, { cart_token: server.cartToken(reordered) })).status, 201);
  });
  test('a quote is honoured for its 15 minutes also under newer rules; then 409 ruleset_stale (B022)', async () => {
    const early = await shop.quote(server);
    const late = await shop.quote(server);
    const changed = structuredClone(shop.rules);
    changed.promotions[0].effects[0].percent = 5;
    await server.publish(changed);
    assert.equal((await shop.reserve(server, early)).status, 201);
    await later(minutes(16), async () => {
      const cart_token = server.cartToken(late.cart);
      assert.deepEqual(code(await shop.reserve(server, late, { cart_token })), 'ruleset_stale');
    });
    await server.publish(shop.rules);
    const same = await shop.quote(server);
    await later(minutes(16), async () => {
      const cart_token = server.cartToken(same.cart);
      assert.deepEqual(code(await shop.reserve(server, same, { cart_token })), 'quote_expired');
    });
  });
  test('409 totals_changed, at reserve and at confirm, and an event in the log (B027)', async () => {
    const quoted = await shop.quote(server);
    const total = shop.totalOf(quoted.body.result);
    const wrong = await shop.reserve(server, quoted, { expect: { total: 0 } });
    assert.deepEqual([wrong.status, code(wrong), wrong.body.total], [409, 'totals_changed', total]);
    const held = await shop.reserve(server, quoted, { expect: { total } });
    const at = `/v1/reservations/${held.body.reservation}/confirm`;
    const refused = await server.shopCall('POST', at, { order: 'o_patched', expect: { total: 0 } });
    assert.deepEqual([refused.status, code(refused)], [409, 'totals_changed']);
    assert.match(server.log, /"event":"totals_changed","at":"confirm"/);
    assert.equal((await server.shopCall('POST', at, { order: 'o_patched', expect: { total } })).status, 200);
  });
  test('409 prices_unverified', async () => {
    const quoted = await server.page('POST', '/v1/quotes', { request: shop.request(shop.cart()) });
    assert.equal(code(await server.shopCall('POST', '/v1/reservations', { quote: quoted.body.quote })), 'prices_unverified');
  });
  test('the first wrong thing is told first', async () => {
    const quoted = await server.page('POST', '/v1/quotes', { request: shop.request(shop.cart()) });
    const body = { quote: quoted.body.quote, cart_token: server.cartToken(shop.cart({ lines: [shop.coat({ quantity: 9 })] })), expect: { total: 1 } };
    const order = [];
    order.push(code(await server.shopCall('POST', '/v1/reservations', { ...body, quote: 'x.y.z' })));
    order.push(code(await server.shopCall('POST', '/v1/reservations', body)));
    delete body.cart_token;
    order.push(code(await server.shopCall('POST', '/v1/reservations', body)));
    delete body.expect;
    order.push(code(await server.shopCall('POST', '/v1/reservations', body)));
    assert.deepEqual(order, ['quote_invalid', 'cart_changed', 'totals_changed', 'prices_unverified']);
  });
});

describe('limits', () => {
  const limited = async (more) => (await server.makeCode({ promotion: 'welcome', count: 1, ...more }))[0];

  test('a single-use code: held, then gone, with what is missing', async () => {
    const single = await limited();
    const two = [await shop.quote(server, { codes: [single] }), await shop.quote(server, { codes: [single] })];
    const held = await shop.reserve(server, two[0]);
    assert.equal(held.status, 201);
    const refused = await shop.reserve(server, two[1]);
    assert.equal(code(refused), 'limit_reached');
    assert.deepEqual(refused.body.missing, [{ promotion: 'welcome', limit: 'code_uses' }]);
    await shop.cancel(server, held.body.reservation);
    const again = await shop.reserve(server, two[1]);
    assert.equal(again.status, 201);
    assert.equal((await shop.confirm(server, again.body.reservation)).status, 200);
    // Its holder hears why; a stranger hears nothing.
    const quoted = await server.page('POST', '/v1/quotes', { request: shop.request(two[0].cart, [single]), fragments: two[0].fragments,
      session: two[0].session, cart_token: server.cartToken(two[0].cart) });
    const [rejected] = quoted.body.result.rejected;
    assert.equal(rejected.promotion, 'welcome');
    assert.notEqual(rejected.reason, 'code_not_applicable');
    assert.deepEqual(quoted.body.replaced, ['/usage/welcome']);
    assert.equal((await shop.apply(server, single)).applied, false);
  });
  test('all or nothing: what else the cart needed is free again', async () => {
    const [single] = await server.makeCode({ promotion: 'summer', count: 1 });
    const wide = await limited({ uses: 5 });
    const needsSingle = await shop.quote(server, { codes: [single] });
    const needsBoth = await shop.quote(server, { codes: [wide, single] });
    assert.deepEqual(needsBoth.body.result.applied.filter((one) => one.code).length, 2);
    const others = [];
    for (let i = 0; i < 6; ++i) others.push(await shop.quote(server, { codes: [wide] }));
    assert.equal((await shop.reserve(server, needsSingle)).status, 201);
    const refused = await shop.reserve(server, needsBoth);
    assert.deepEqual(refused.body.missing, [{ promotion: 'summer', limit: 'code_uses' }]);
    const statuses = [];
    for (const one of others) statuses.push((await shop.reserve(server, one)).status);
    assert.deepEqual(statuses, [201, 201, 201, 201, 201, 409]);
  });
  test('the same cart reserving again replaces its hold and never counts against itself (B060)', async () => {
    const single = await limited();
    const of = shop.cart();
    const first = await shop.quote(server, { codes: [single], of });
    const held = await shop.reserve(server, first);
    const second = await shop.quote(server, { codes: [single], of, held: first });
    assert.equal(second.body.result.applied.some((one) => one.promotion === 'welcome'), true, 'its own hold does not exhaust it');
    const again = await shop.reserve(server, second);
    assert.equal(again.status, 201);
    const old = await server.shopCall('GET', `/v1/reservations/${held.body.reservation}`);
    assert.equal(old.body.state, 'released');
    assert.equal((await shop.confirm(server, again.body.reservation)).status, 200);
  });
  test('when the new one cannot be had, the old one stays', async () => {
    const [first, second] = [await limited(), await limited()];
    await shop.redeem(server, []);
    const of = shop.cart();
    const other = await shop.quote(server, { codes: [second] });
    const wants = await shop.quote(server, { codes: [second], of });
    const held = await shop.reserve(server, await shop.quote(server, { codes: [first], of }));
    assert.equal((await shop.reserve(server, other)).status, 201);
    assert.equal(code(await shop.reserve(server, wants)), 'limit_reached');
    assert.equal((await server.shopCall('GET', `/v1/reservations/${held.body.reservation}`)).body.state, 'held');
  });
  test('uses of one customer', async () => {
    const [each] = await server.makeCode({ promotion: 'welcome', code: `EACH${Date.now()}`, uses_per_customer: 1 });
    const customer = server.customerToken('u_one');
    assert.equal((await shop.redeem(server, [each], { customer, reserve: { customer_token: customer } })).at, 'confirm');
    const second = await shop.quote(server, { codes: [each], customer });
    assert.equal(second.body.result.applied.some((one) => one.promotion === 'welcome'), false);
    const other = server.customerToken('u_two');
    assert.equal((await shop.redeem(server, [each], { customer: other, reserve: { customer_token: other } })).status, 200);
    const nobody = await shop.redeem(server, [each]);
    assert.deepEqual([nobody.at, code(nobody)], ['reserve', 'customer_required']);
    const named = await shop.redeem(server, [each], { reserve: { customer: 'u_three' } });
    assert.equal(named.status, 200);
    const twice = await shop.redeem(server, [each], { reserve: { customer: 'u_three' } });
    assert.deepEqual(twice.body.missing, [{ promotion: 'welcome', limit: 'code_uses_per_customer' }]);
  });
  test('the uses of an automatic promotion: exhausted is told to everyone, and priced without', async () => {
    const rules = structuredClone(shop.rules);
    rules.promotions.push({ id: 'two-only', title: 'Two', limits: { uses: 2, uses_per_customer: 1 }, when: { fact: 'cart.quantity', gte: 50 },
      effects: [{ type: 'amount_off', target: 'order', amount: 100 }] });
    await server.publish(rules);
    const of = () => shop.cart({ lines: [shop.coat({ quantity: 50 })] });
    const redeem = async (sub) => {
      const customer = server.customerToken(sub);
      return shop.redeem(server, [], { of: of(), customer, reserve: { customer_token: customer } });
    };
    assert.equal((await redeem('u_1')).status, 200);
    const customer = server.customerToken('u_1');
    const same = await shop.quote(server, { of: of(), customer });
    assert.equal(same.body.result.applied.some((one) => one.promotion === 'two-only'), false);
    assert.deepEqual(same.body.replaced.filter((one) => one.startsWith('/usage')), ['/usage/two-only']);
    assert.equal((await redeem('u_2')).status, 200);
    assert.deepEqual((await server.page('GET', '/v1/rules')).body.exhausted, ['two-only']);
    const third = await shop.quote(server, { of: of() });
    assert.equal(third.body.result.applied.some((one) => one.promotion === 'two-only'), false);
    await server.publish(shop.rules);
    assert.deepEqual((await server.page('GET', '/v1/rules')).body.exhausted, []);
  });
});

describe('anonymous holds', () => {
  const hold = async (of, codes) => {
    const quoted = await shop.quote(server, { codes, of });
    return server.page('POST', '/v1/reservations', { quote: quoted.body.quote, session: quoted.session, cart_token: quoted.cartToken }, { idempotency: randomUUID() });
  };
  test('a shared code for five minutes; a unique one never; another session’s quote never', async () => {
    const held = await hold(undefined, ['VERANO']);
    assert.equal(held.status, 201, held.text);
    assert.ok(Date.parse(held.body.expires_at) - Date.now() <= minutes(5) + 2000);
    const [unique] = await server.makeCode({ promotion: 'welcome', count: 1 });
    assert.equal(code(await hold(undefined, [unique])), 'anonymous_not_allowed');
    const quoted = await shop.quote(server, { codes: ['VERANO'] });
    const stolen = await server.page('POST', '/v1/reservations', { quote: quoted.body.quote }, { idempotency: randomUUID() });
    assert.deepEqual([stolen.status, code(stolen)], [401, 'session_missing']);
    const { session } = await shop.apply(server, 'NOTHING');
    const other = await server.page('POST', '/v1/reservations', { quote: quoted.body.quote, session }, { idempotency: randomUUID() });
    assert.deepEqual([other.status, code(other)], [401, 'session_mismatch']);
    const nobody = await server.page('POST', '/v1/quotes', { request: shop.request(shop.cart()), cart_token: server.cartToken(shop.cart()) });
    const missing = await server.page('POST', '/v1/reservations', { quote: nobody.body.quote }, { idempotency: randomUUID() });
    assert.deepEqual([missing.status, code(missing)], [401, 'session_missing']);
    const named = await server.page('POST', '/v1/reservations', { quote: quoted.body.quote, session: quoted.session, customer: 'u_1' }, { idempotency: randomUUID() });
    assert.equal(named.status, 422);
    await shop.cancel(server, held.body.reservation);
  });
  test('three for each address, then the shop’s own calls still go through', async () => {
    const before_ = [];
    for (let i = 0; i < 3; ++i) before_.push(await hold(undefined, ['VERANO']));
    assert.deepEqual(before_.map((one) => one.status), [201, 201, 201]);
    const fourth = await hold(undefined, ['VERANO']);
    assert.equal(code(fourth), 'limit_reached');
    assert.deepEqual(fourth.body.missing, [{ limit: 'anonymous' }]);
    for (const one of before_) await shop.cancel(server, one.body.reservation);
  });
  test('together at most a fifth of what a limit has left (B061)', async () => {
    const one = await startServer({ extra: { tables: '[holds]\nanonymous_per_address = 1000\n' } });
    await one.publish(shop.rules);
    await one.makeCode({ promotion: 'welcome', code: 'HUNDRED', uses: 100 });
    const statuses = [];
    for (let i = 0; i < 30; ++i) {
      const quoted = await shop.quote(one, { codes: ['HUNDRED'] });
      const answer = await one.page('POST', '/v1/reservations', { quote: quoted.body.quote, session: quoted.session }, { idempotency: randomUUID() });
      statuses.push(answer.status);
    }
    assert.equal(statuses.filter((status) => status === 201).length, 20);
    const customer = one.customerToken('u_1');
    const quoted = await shop.quote(one, { codes: ['HUNDRED'], customer });
    const held = await one.page('POST', '/v1/reservations', { quote: quoted.body.quote, customer_token: customer }, { idempotency: randomUUID() });
    assert.equal(held.status, 201, 'a customer still gets one');
    await one.close();
  });
});

describe('time', () => {
  test('a hold ends by itself and gives everything back', async () => {
    const [single] = await server.makeCode({ promotion: 'welcome', count: 1 });
    const held = await shop.reserve(server, await shop.quote(server, { codes: [single] }), { ttl_s: 300 });
    await later(minutes(6), async () => {
      await shop.redeem(server, []); // any change sweeps first
      assert.equal((await server.shopCall('GET', `/v1/reservations/${held.body.reservation}`)).body.state, 'expired');
      const other = await shop.redeem(server, [single]);
      assert.equal(other.body.applied.some((one) => one.promotion === 'welcome'), true, other.text);
      const late = await shop.confirm(server, held.body.reservation);
      assert.deepEqual([late.status, code(late)], [409, 'hold_expired']);
      assert.deepEqual(late.body.missing, [{ promotion: 'welcome', limit: 'code_uses' }]);
    });
  });
  test('a late confirm takes everything again where it is still there', async () => {
    const [single] = await server.makeCode({ promotion: 'welcome', count: 1 });
    const held = await shop.reserve(server, await shop.quote(server, { codes: [single] }), { ttl_s: 300 });
    await later(minutes(6), async () => {
      const late = await shop.confirm(server, held.body.reservation);
      assert.deepEqual([late.status, late.body.state, late.body.late], [200, 'redeemed', true]);
      assert.equal((await shop.apply(server, single)).applied, false);
    });
  });
  test('a late confirm is not in the way of its own cart’s newer hold', async () => {
    const [single] = await server.makeCode({ promotion: 'welcome', count: 1 });
    const of = shop.cart();
    const first = await shop.quote(server, { codes: [single], of });
    const held = await shop.reserve(server, first, { ttl_s: 300 });
    await later(minutes(6), async () => {
      await shop.redeem(server, []); // sweeps
      const newer = await shop.reserve(server, await shop.quote(server, { codes: [single], of, held: first }));
      assert.equal(newer.status, 201);
      const late = await shop.confirm(server, held.body.reservation);
      assert.deepEqual([late.status, late.body.late], [200, true], late.text);
      assert.equal((await server.shopCall('GET', `/v1/reservations/${newer.body.reservation}`)).body.state, 'released');
    });
  });
  test('a customer’s page holds one cart at a time, for the usual time', async () => {
    const customer = server.customerToken('u_hoarder');
    const states = [];
    for (let i = 0; i < 2; ++i) {
      const quoted = await shop.quote(server, { codes: ['VERANO'], customer });
      const held = await server.page('POST', '/v1/reservations', { quote: quoted.body.quote, customer_token: customer, ttl_s: 86400 }, { idempotency: randomUUID() });
      assert.equal(held.status, 201, held.text);
      assert.ok(Date.parse(held.body.expires_at) - Date.now() <= minutes(15) + 2000);
      states.push(held.body.reservation);
    }
    assert.equal((await server.shopCall('GET', `/v1/reservations/${states[0]}`)).body.state, 'released');
  });
  test('what was cancelled is not confirmed, late or not', async () => {
    const held = await shop.reserve(server, await shop.quote(server), { ttl_s: 300 });
    assert.equal((await shop.cancel(server, held.body.reservation)).body.state, 'released');
    assert.equal((await shop.cancel(server, held.body.reservation)).status, 200);
    assert.equal(code(await shop.confirm(server, held.body.reservation)), 'reservation_cancelled');
  });
  test('the sweep releases without any call', async () => {
    const held = await shop.reserve(server, await shop.quote(server), { ttl_s: 300 });
    server.moveClock(minutes(6));
    let state = 'held';
    for (let i = 0; i < 60 && state === 'held'; ++i) {
      await new Promise((next) => { setTimeout(next, 100); });
      state = (await server.shopCall('GET', `/v1/reservations/${held.body.reservation}`)).body.state;
    }
    server.moveClock(0);
    assert.equal(state, 'expired');
  });
  test('a signed cart that is too old is 401', async () => {
    const quoted = await shop.quote(server);
    const answer = await shop.reserve(server, quoted, { cart_token: server.cartToken(quoted.cart, { iat: seconds() - 2000, exp: seconds() - 1100 }) });
    assert.deepEqual([answer.status, code(answer)], [401, 'cart_token_invalid']);
  });
});
