// Killed at every point of a write: what was acknowledged is there, what was not is whole or absent, and a retry under
// the same key gets the stored answer.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { binaries, startServer } from '../server/support/server.mjs';
import * as shop from '../server/support/shop.mjs';

/** Calls that are cut off when the server dies. */
const cut = (promise) => promise.then((answer) => answer, () => ({ status: 0 }));

async function open() {
  const server = await startServer({ binary: binaries.faults });
  await server.publish(shop.rules);
  return server;
}

async function restart(server) {
  const { signal } = await server.ended;
  assert.equal(signal, 'SIGKILL');
  server.verify();
  await server.start();
}

describe('kill -9 (B063)', () => {
  for (const point of ['before_begin', 'before_commit', 'after_commit', 'before_reply']) {
    test(`${point}, then the same call again: one redemption, one answer`, async () => {
      const server = await open();
      const [code] = await server.makeCode({ promotion: 'welcome', count: 1 });
      const quoted = await shop.quote(server, { codes: [code] });
      const keys = { reserve: randomUUID(), confirm: randomUUID() };
      server.arm(point, 'kill');
      assert.equal((await cut(shop.reserve(server, quoted, {}, { idempotency: keys.reserve }))).status, 0);
      await restart(server);
      const held = await shop.reserve(server, quoted, {}, { idempotency: keys.reserve });
      assert.equal(held.status, 201, held.text);
      const durable = ['after_commit', 'before_reply'].includes(point);
      assert.equal(held.headers.get('idempotency-replayed'), durable ? 'true' : null);

      const order = `o_${randomUUID()}`;
      server.arm(point, 'kill');
      assert.equal((await cut(shop.confirm(server, held.body.reservation, order, { idempotency: keys.confirm }))).status, 0);
      await restart(server);
      const confirmed = await shop.confirm(server, held.body.reservation, order, { idempotency: keys.confirm });
      assert.deepEqual([confirmed.status, confirmed.body.state], [200, 'redeemed']);
      assert.equal(confirmed.headers.get('idempotency-replayed'), durable ? 'true' : null);
      const again = await shop.confirm(server, held.body.reservation, order, { idempotency: keys.confirm });
      assert.equal(again.text, confirmed.text);
      assert.equal((await shop.apply(server, code)).applied, false, 'the code is used');
      await server.close();
    });
  }

  test('codes that were made and not heard of are heard of again, the same ones', async () => {
    const server = await open();
    const idempotency = randomUUID();
    const body = { promotion: 'welcome', count: 5 };
    server.arm('after_commit', 'kill');
    assert.equal((await cut(server.shopCall('POST', '/v1/codes', body, { idempotency }))).status, 0);
    await restart(server);
    const answer = await server.shopCall('POST', '/v1/codes', body, { idempotency });
    assert.equal(answer.headers.get('idempotency-replayed'), 'true');
    for (const { code } of answer.body.codes) assert.equal((await shop.apply(server, code)).applied, true);
    await server.close();
  });

  test('in the middle of load: nothing acknowledged is lost, nothing refused is there', async () => {
    const server = await open();
    for (let kill = 0; kill < 6; ++kill) {
      const [code] = await server.makeCode({ promotion: 'welcome', count: 1, uses: 8 });
      const held = [];
      const refused = [];
      const calls = Array.from({ length: 40 }, async () => {
        const quoted = await cut(server.shopCall('POST', '/v1/quotes', { request: shop.request(shop.cart(), [code]) }));
        if (quoted.status !== 200) return;
        const takes = quoted.body.result.applied.some((one) => one.code);
        const answer = await cut(server.shopCall('POST', '/v1/reservations', { quote: quoted.body.quote }));
        if (answer.status === 201) held.push({ reservation: answer.body.reservation, takes });
        if (answer.status === 409) refused.push(answer);
      });
      setTimeout(() => server.arm(kill % 2 ? 'after_commit' : 'before_commit', 'kill'), 20 + kill * 15);
      await Promise.all(calls);
      if (server.armed('after_commit') || server.armed('before_commit')) await cut(server.makeCode({ promotion: 'welcome', count: 1 }).catch(() => ({})));
      await restart(server);
      for (const { reservation } of held) {
        assert.equal((await server.shopCall('GET', `/v1/reservations/${reservation}`)).body.state, 'held');
      }
      assert.ok(held.filter((one) => one.takes).length <= 8);
    }
    await server.close();
  });
});

test('SIGTERM under load: every acknowledged call is there after the restart (B079)', async () => {
  const server = await open();
  const acknowledged = [];
  let stopping = false;
  const clients = Array.from({ length: 16 }, async () => {
    while (!stopping) {
      const quoted = await cut(shop.quote(server));
      if (quoted.status !== 200) return;
      const answer = await cut(shop.reserve(server, quoted));
      if (answer.status === 201) acknowledged.push(answer.body.reservation);
      else if (answer.status === 0) return;
    }
  });
  await new Promise((next) => { setTimeout(next, 700); });
  const ended = server.stop();
  stopping = true;
  await Promise.all(clients);
  const { code } = await ended;
  assert.equal(code, 0);
  server.verify();
  assert.ok(acknowledged.length > 20, String(acknowledged.length));
  await server.start();
  for (const reservation of acknowledged) {
    assert.equal((await server.shopCall('GET', `/v1/reservations/${reservation}`)).status, 200);
  }
  await server.close();
});

test('a full queue answers 503 at once, and recovers', async () => {
  const server = await startServer({ binary: binaries.faults, extra: { tables: '[limits]\nwrite_queue = 2\n' } });
  await server.publish(shop.rules);
  server.arm('before_commit', 'sleep:1500');
  const first = server.makeCode({ promotion: 'welcome', count: 1 });
  await new Promise((next) => { setTimeout(next, 200); });
  const began = Date.now();
  const answers = await Promise.all(Array.from({ length: 10 }, async () => {
    const answer = await server.shopCall('POST', '/v1/codes', { promotion: 'welcome', count: 1 });
    return { status: answer.status, after: Date.now() - began, body: answer.body, retry: answer.headers.get('retry-after') };
  }));
  const refused = answers.filter(({ status }) => status === 503);
  assert.ok(refused.length >= 7, JSON.stringify(answers));
  for (const { after, body, retry } of refused) {
    assert.ok(after < 1000, `${after} ms`);
    assert.deepEqual([body.code, body.retryable, retry], ['overloaded', true, '1']);
  }
  await first;
  assert.equal((await server.makeCode({ promotion: 'welcome', count: 1 })).length, 1);
  await server.close();
});

test('a database locked from outside: 503, nothing half written, then it goes on', async () => {
  const server = await open();
  const hold = 'import sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None); c.execute("BEGIN IMMEDIATE"); '
    + 'print("locked", flush=True); sys.stdin.read(); c.execute("ROLLBACK")';
  const lock = spawn('python3', ['-c', hold, join(server.data, 'tendero.db')], { stdio: ['pipe', 'pipe', 'inherit'] });
  await new Promise((resolve) => { lock.stdout.once('data', resolve); });
  const answer = await server.shopCall('POST', '/v1/codes', { promotion: 'welcome', code: 'LOCKED1' });
  lock.stdin.end();
  await new Promise((resolve) => { lock.once('exit', resolve); });
  assert.deepEqual([answer.status, answer.body.code, answer.body.retryable], [503, 'store_unavailable', true]);
  assert.equal((await shop.apply(server, 'LOCKED1')).applied, false);
  assert.deepEqual(await server.makeCode({ promotion: 'welcome', code: 'LOCKED1' }), ['LOCKED1']);
  await server.close();
});
