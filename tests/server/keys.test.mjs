// Who may do what, from where, and under which tokens.
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { jws, origin, pk, seconds, startServer } from './support/server.mjs';
import * as shop from './support/shop.mjs';

let server;
before(async () => {
  server = await startServer();
  await server.publish(shop.rules);
});
after(() => server.close());

const secretCalls = [['PUT', '/v1/rules'], ['GET', '/v1/rules/source'], ['POST', '/v1/codes'], ['GET', '/v1/reservations/x'],
  ['POST', '/v1/reservations/x/confirm'], ['POST', '/v1/reservations/x/cancel']];

describe('keys', () => {
  test('pk_ on calls of the shop: 403 (B127)', async () => {
    for (const [method, path] of secretCalls) {
      const answer = await server.page(method, path, method === 'GET' ? undefined : {}, { idempotency: 'k' });
      assert.equal(answer.status, 403, path);
      assert.equal(answer.body.code, 'key_not_allowed');
    }
  });
  test('sk_ with an Origin header: 403 and an alarm, wherever it is sent (B126)', async () => {
    for (const [method, path] of [...secretCalls, ['GET', '/v1/rules'], ['POST', '/v1/quotes'], ['GET', '/v1/nothing'], ['GET', '/healthz']]) {
      const before_ = server.log.split('secret_key_in_browser').length;
      const answer = await server.shopCall(method, path, method === 'GET' ? undefined : {}, { headers: { origin } });
      assert.equal(answer.status, 403, path);
      assert.equal(answer.body.code, 'secret_key_in_browser');
      await new Promise((next) => { setTimeout(next, 20); });
      assert.ok(server.log.split('secret_key_in_browser').length > before_, 'no alarm in the log');
    }
    assert.ok(!server.log.includes(server.sk));
  });
  test('no key, unknown keys, two keys', async () => {
    assert.equal((await server.call('GET', '/v1/rules')).body.code, 'key_missing');
    for (const key of ['pk_test_0000000000000001', `${pk}x`, 'sk_test_no', '', 'x', `sk_${pk}`]) {
      const answer = await server.call('GET', '/v1/rules', { headers: { authorization: `Bearer ${key}` } });
      assert.equal(answer.status, 401, key);
    }
    const basic = await server.call('GET', '/v1/rules', { headers: { authorization: `Basic ${pk}` } });
    assert.equal(basic.status, 401);
  });
  test('CORS only for the key’s origins', async () => {
    const good = await server.page('GET', '/v1/rules', undefined, { headers: { origin } });
    assert.equal(good.status, 200);
    assert.equal(good.headers.get('access-control-allow-origin'), origin);
    assert.match(good.headers.get('access-control-expose-headers'), /ETag/);
    assert.match(good.headers.get('vary'), /Origin/);
    const evil = await server.page('GET', '/v1/rules', undefined, { headers: { origin: 'https://evil.example' } });
    assert.equal(evil.status, 403);
    assert.equal(evil.headers.get('access-control-allow-origin'), null);
    const own = await server.page('GET', '/v1/rules', undefined, { headers: { origin: server.url } });
    assert.equal(own.status, 200);
    for (const [from, allowed] of [[origin, origin], ['https://evil.example', null], ['null', null]]) {
      const preflight = await fetch(`${server.url}/v1/quotes`, { method: 'OPTIONS', headers: { origin: from, 'access-control-request-method': 'POST' } });
      assert.equal(preflight.status, 204);
      assert.equal(preflight.headers.get('access-control-allow-origin'), allowed);
      if (allowed) assert.match(preflight.headers.get('access-control-allow-headers'), /authorization/);
    }
  });
});

describe('customer tokens', () => {
  const stranger = { kid: 'shop-1', privateKey: generateKeyPairSync('ed25519').privateKey };
  const ask = (token) => server.page('POST', '/v1/codes/apply', { code: 'NOTHING', customer_token: token });
  const good = () => server.customerToken('u_1');

  test('right ones of both algorithms', async () => {
    assert.equal((await ask(good())).status, 200);
    assert.equal((await ask(server.customerToken('u_1', {}, {}, server.hmac))).status, 200);
  });
  test('forged, expired, of another shop, alg none, alg swapped, kid tricks: 401', async () => {
    const now = seconds();
    const [head, payload, signature] = good().split('.');
    const none = Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url');
    const publicAsSecret = { kid: 'shop-1', secret: Buffer.from(server.key.x, 'base64url') };
    const wrong = {
      forged: server.customerToken('u_1', {}, {}, stranger),
      expired: server.customerToken('u_1', {}, { exp: now - 1 }),
      endless: server.customerToken('u_1', {}, { exp: now + 86400 }),
      'without exp': server.customerToken('u_1', {}, { exp: undefined }),
      'from the future': server.customerToken('u_1', {}, { iat: now + 600, exp: now + 900 }),
      'another shop': server.customerToken('u_1', {}, { aud: 'tendero:other' }),
      'no one': server.customerToken('', {}),
      'alg none': `${none}.${payload}.`,
      'alg none, signed': `${none}.${payload}.${signature}`,
      'public key as HMAC secret': server.customerToken('u_1', {}, {}, publicAsSecret),
      'kid path': server.customerToken('u_1', {}, {}, server.key, { kid: '../../../dev/null' }),
      'kid of the other key': server.customerToken('u_1', {}, {}, server.key, { kid: 'shop-hmac' }),
      'key inside': jws(stranger, 'tendero-customer+jwt', { sub: 'u_1', aud: 'tendero:demo', exp: now + 60 },
        { jwk: { kty: 'OKP', crv: 'Ed25519', x: 'AAAA' }, kid: undefined }),
      'crit': server.customerToken('u_1', {}, {}, server.key, { crit: ['exp'] }),
      'payload changed': `${head}.${Buffer.from(JSON.stringify({ sub: 'u_2', aud: 'tendero:demo', exp: now + 60 })).toString('base64url')}.${signature}`,
      'padding': `${head}.${payload}.${signature}=`,
      'a cart token': server.cartToken({ id: 'c', lines: [] }, { sub: 'u_1' }),
      'text': 'hello', dots: 'a.b.c', 'four parts': `${good()}.x`,
    };
    for (const [name, token] of Object.entries(wrong)) {
      const answer = await ask(token);
      assert.equal(answer.status, 401, name);
      assert.equal(answer.body.code, 'customer_token_invalid');
    }
  });
  test('a customer token is no cart token', async () => {
    const of = shop.cart();
    const answer = await server.page('POST', '/v1/quotes', { request: shop.request(of), cart_token: server.customerToken('u_1') });
    assert.equal(answer.status, 401);
    assert.equal(answer.body.code, 'cart_token_invalid');
  });
});

test('keys new prints a key whose hash the configuration takes', async () => {
  const { spawnSync } = await import('node:child_process');
  const { createHash } = await import('node:crypto');
  const out = JSON.parse(spawnSync(server.binary, ['keys', 'new', 'sk'], { encoding: 'utf8' }).stdout);
  assert.match(out.key, /^sk_[0-9a-f]{64}$/);
  assert.equal(out.hash, `sha256:${createHash('sha256').update(out.key).digest('hex')}`);
  assert.match(JSON.parse(spawnSync(server.binary, ['keys', 'new', 'pk'], { encoding: 'utf8' }).stdout).key, /^pk_/);
});
