import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { patientFetch } from '../engine/fetch.js';
import { EngineSource } from '../engine/source.js';
import { fragment, startServer } from '../../../tests/browser/glue/parts/server.js';
import { fragmentPayload } from './fragment.js';
import { solve } from './proof.js';
import { Rules } from './rules.js';
import { sha256 } from './sha256.js';

const hex = (words) => [...words].map((word) => word.toString(16).padStart(8, '0')).join('');

test('sha256 agrees with the system\'s at every length around a block', () => {
  for (let length = 0; length < 200; length++) {
    const bytes = new TextEncoder().encode('ñx'.repeat(length)).slice(0, length);
    assert.equal(hex(sha256(bytes)), createHash('sha256').update(bytes).digest('hex'));
  }
});

test('a proof of work is one; one too hard is refused', async () => {
  const { challenge, nonce } = await solve({ challenge: 'v1.abc', bits: 12 });
  const digest = createHash('sha256').update(challenge + nonce).digest();
  assert.equal(digest.readUInt16BE() >> 4, 0);
  await assert.rejects(solve({ challenge: 'x', bits: 40 }), { code: 'challenge_too_hard' });
  await assert.rejects(solve({ challenge: 'x', bits: NaN }), { code: 'challenge_too_hard' });
});

test('a fragment is read as UTF-8; what is none says so', () => {
  assert.deepEqual(fragmentPayload(fragment({ code: 'CAFÉ ☕' })), { code: 'CAFÉ ☕' });
  for (const bad of ['', 'a', 'a.b.c', `a.${Buffer.from('[').toString('base64url')}.c`]) {
    assert.throws(() => fragmentPayload(bad), { code: 'fragment_unreadable' });
  }
});

test('a request gives up in time, and tries again when the network fails', async () => {
  let asked = 0;
  const server = createServer((request, response) => {
    if (++asked === 1) request.socket.destroy();
    else if (request.url === '/ok') response.end('fine');
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', () => done(undefined)));
  const url = `http://127.0.0.1:${/** @type {any} */ (server.address()).port}`;
  assert.equal(await (await patientFetch(`${url}/ok`)).text(), 'fine');
  assert.equal(asked, 2);
  await assert.rejects(patientFetch(`${url}/slow`, { timeoutMs: 50, retries: 0 }), { code: 'timed_out', retryable: true });
  server.closeAllConnections();
  server.close();
  await assert.rejects(patientFetch(`${url}/ok`, { retries: 0 }), { code: 'offline' });
});

test('a bundle whose bytes differ from its name is refused', async () => {
  const server = await startServer();
  const clock = /** @type {any} */ ({ sync() {} });
  const rules = new Rules(`${server.url}/v1/rules`, () => ({}), clock);
  await rules.check();
  assert.equal(await rules.text(), '{"off":10}');
  const other = new Rules(`${server.url}/v1/rules`, () => ({}), clock);
  await other.check();
  other.info.revision = `sha256:${'0'.repeat(64)}`;
  await assert.rejects(other.text());
  await server.close();
});

test('the engine: streamed, or whole where the type is another; wrong bytes and statuses are refused', async () => {
  const bytes = Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
  const server = createServer((request, response) => {
    if (request.url === '/missing') return void response.writeHead(404).end();
    response.writeHead(200, { 'content-type': request.url === '/typed' ? 'application/wasm' : 'text/plain' }).end(bytes);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', () => done(undefined)));
  const url = `http://127.0.0.1:${/** @type {any} */ (server.address()).port}`;
  const factory = /** @type {any} */ (async () => ({ version: () => 'fake' }));
  const integrity = `sha384-${createHash('sha384').update(bytes).digest('base64')}`;
  for (const path of ['/typed', '/untyped']) {
    const module = await new EngineSource(factory, { url: url + path, integrity }).create();
    assert.equal(module.version(), 'fake');
  }
  const early = fetch(`${url}/typed`);
  assert.ok(await new EngineSource(factory, { url: `${url}/missing`, started: early }).create());
  await assert.rejects(new EngineSource(factory, { url: `${url}/missing` }).create(), { name: 'EngineDown' });
  const wrong = { url: `${url}/typed`, integrity: integrity.replace(/.{4}$/, 'AAAA') };
  await assert.rejects(new EngineSource(factory, wrong).create(), { code: 'offline' });
  server.closeAllConnections();
  server.close();
});
