// One effect for each key, for ever: the same bytes again, other bodies refused, keys read strictly.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { binaries, startServer } from './support/server.mjs';
import * as shop from './support/shop.mjs';

let server;
before(async () => {
  server = await startServer({ binary: binaries.faults });
  await server.publish(shop.rules);
});
after(() => server.close());

describe('the key itself (B054)', () => {
  const post = (headers) => new Promise((resolve, reject) => {
    const body = '{"promotion":"summer","count":1}';
    const call = httpRequest(`${server.url}/v1/codes`, { method: 'POST' }, (answer) => {
      let text = '';
      answer.on('data', (data) => { text += data; });
      answer.on('end', () => resolve({ status: answer.statusCode, body: JSON.parse(text) }));
    });
    call.on('error', reject);
    call.setHeader('authorization', `Bearer ${server.sk}`);
    call.setHeader('content-length', body.length);
    for (const [name, value] of headers) call.setHeader(name, value);
    call.end(body);
  });
  const wrong = {
    missing: [[], 'idempotency_key_missing'],
    empty: [[['Idempotency-Key', '']], 'idempotency_key_invalid'],
    '256 characters': [[['Idempotency-Key', 'a'.repeat(256)]], 'idempotency_key_invalid'],
    'not ASCII': [[['Idempotency-Key', 'clé']], 'idempotency_key_invalid'],
    'with a space': [[['Idempotency-Key', 'a b']], 'idempotency_key_invalid'],
    twice: [[['Idempotency-Key', ['a', 'b']]], 'idempotency_key_invalid'],
  };
  for (const [name, [headers, code]] of Object.entries(wrong)) {
    test(name, async () => {
      const answer = await post(headers);
      assert.deepEqual([answer.status, answer.body.code], [400, code]);
    });
  }
  test('255 characters are fine', async () => assert.equal((await post([['Idempotency-Key', 'a'.repeat(255)]])).status, 201));
});

describe('replays', () => {
  test('the same key and body: the same bytes, told so', async () => {
    const idempotency = randomUUID();
    const body = { promotion: 'welcome', count: 3 };
    const first = await server.shopCall('POST', '/v1/codes', body, { idempotency });
    const again = await server.shopCall('POST', '/v1/codes', body, { idempotency });
    assert.equal(first.headers.get('idempotency-replayed'), null);
    assert.equal(again.headers.get('idempotency-replayed'), 'true');
    assert.deepEqual([again.status, again.text], [first.status, first.text]);
  });
  test('another body or another call: 422 (B052)', async () => {
    const idempotency = randomUUID();
    await server.shopCall('POST', '/v1/codes', { promotion: 'welcome', count: 1 }, { idempotency });
    const other = await server.shopCall('POST', '/v1/codes', { promotion: 'welcome', count: 2 }, { idempotency });
    assert.deepEqual([other.status, other.body.code], [422, 'idempotency_key_reused']);
    const elsewhere = await shop.cancel(server, 'x', { idempotency });
    assert.equal(elsewhere.body.code, 'idempotency_key_reused');
  });
  test('a refusal leaves nothing: the key may be used again', async () => {
    const idempotency = randomUUID();
    const [single] = await server.makeCode({ promotion: 'welcome', count: 1 });
    const blocker = await shop.reserve(server, await shop.quote(server, { codes: [single] }));
    const quoted = { ...await shop.quote(server) };
    const other = await server.shopCall('POST', '/v1/quotes', { request: shop.request(shop.cart(), [single]) });
    assert.equal(other.body.result.applied.some((one) => one.promotion === 'welcome'), false);
    assert.equal((await server.shopCall('POST', `/v1/reservations/${randomUUID()}/cancel`, undefined, { idempotency })).status, 404);
    await shop.cancel(server, blocker.body.reservation);
    assert.equal((await shop.reserve(server, quoted, {}, { idempotency: randomUUID() })).status, 201);
  });
  test('replayed after a restart, and when the quote is long over', async () => {
    const idempotency = randomUUID();
    const quoted = await shop.quote(server);
    const first = await shop.reserve(server, quoted, {}, { idempotency });
    await server.stop();
    await server.start();
    server.moveClock(3_600_000);
    const again = await shop.reserve(server, quoted, {}, { idempotency });
    server.moveClock(0);
    assert.deepEqual([again.status, again.text], [201, first.text]);
    assert.equal(again.headers.get('idempotency-replayed'), 'true');
  });
  test('after the stored answer is gone there is still one effect (B055)', async () => {
    const idempotency = randomUUID();
    const body = { promotion: 'welcome', count: 1 };
    await server.shopCall('POST', '/v1/codes', body, { idempotency });
    server.moveClock(40 * 86_400_000);
    let answer;
    for (let i = 0; i < 60; ++i) {
      answer = await server.shopCall('POST', '/v1/codes', body, { idempotency });
      if (answer.status === 409) break;
      await new Promise((next) => { setTimeout(next, 100); });
    }
    server.moveClock(0);
    assert.equal(answer.body.code, 'idempotency_answer_expired');
  });
});
