// No redeemable unique code, token or secret in the database, the log, an error or a URL: searched for with planted
// canaries over everything that the server wrote and said.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { startServer } from './support/server.mjs';
import * as shop from './support/shop.mjs';

let server;
before(async () => {
  server = await startServer();
  await server.publish(shop.rules);
});
after(() => server.close());

/** Every file below a folder, as bytes. */
function files(folder) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? files(path) : [{ path, bytes: readFileSync(path) }];
  });
}

/** As itself, in hexadecimal and in base64, at each of its three alignments. */
function spellings(secret) {
  const bytes = Buffer.from(secret);
  const base64 = [0, 1, 2].map((shift) => Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64').replace(/=+$/, '').slice(shift ? shift + 1 : 0, -2));
  return [secret, secret.toLowerCase(), bytes.toString('hex'), ...base64, ...base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_'))];
}

test('planted canaries are found nowhere', async () => {
  const unique = await server.makeCode({ promotion: 'welcome', count: 20, length: 16 });
  const [bound] = await server.makeCode({ promotion: 'welcome', count: 1, length: 20, customer: 'u_marta@example.com' });
  await server.makeCode({ promotion: 'summer', code: 'CANARYSHARED77' });
  server.answers = '';
  // Used in every way: right, wrong, in errors, replayed, redeemed, refused.
  const customer = server.customerToken('u_marta@example.com', { tier: 'gold' });
  await shop.redeem(server, [unique[0]]);
  await shop.redeem(server, [unique[0]]);
  await shop.redeem(server, [bound], { customer, reserve: { customer_token: customer } });
  const quoted = await shop.quote(server, { codes: [unique[1]] });
  const held = await shop.reserve(server, quoted, {}, { idempotency: 'canary-key-0123456789' });
  await shop.reserve(server, quoted, {}, { idempotency: 'canary-key-0123456789' });
  await shop.confirm(server, held.body.reservation);
  for (const code of unique.slice(2, 5)) {
    await shop.apply(server, code);
    await server.page('POST', '/v1/codes/apply', { code, more: code });
    await server.page('POST', '/v1/codes/apply', { code: [code] });
    await server.page('POST', '/v1/quotes', { request: { ...shop.request(shop.cart(), [code]), nonsense: code } });
    await server.shopCall('POST', '/v1/codes', { promotion: code, code });
    await server.page('POST', '/v1/quotes', `{"request":{"cart":{"codes":["${code}"]`);
  }
  await server.stop();

  const never = [...unique, bound, server.sk, server.hmac.secret, customer, quoted.cartToken, quoted.body.quote, quoted.session,
    'u_marta@example.com', 'canary-key-0123456789'];
  const written = files(server.data).filter(({ path }) => !path.includes('/secrets/'));
  assert.ok(written.some(({ path }) => path.endsWith('tendero.db')));
  for (const { path, bytes } of [...written, { path: 'the log', bytes: Buffer.from(server.log) }]) {
    for (const secret of never) {
      for (const spelling of spellings(secret)) assert.ok(!bytes.includes(spelling), `${secret} stands in ${path} as ${spelling}`);
    }
  }
  // A shared code is stored sealed, so it is not readable either.
  for (const { path, bytes } of written) assert.ok(!bytes.includes('CANARYSHARED77'), path);
  // Its own secrets are in files that only the owner reads.
  for (const { path } of files(server.data).filter(({ path: one }) => one.includes('/secrets/'))) {
    assert.equal(statSync(path).mode & 0o077, 0, path);
  }
  await server.start();
});

test('an error never repeats a code that was typed', async () => {
  const [code] = await server.makeCode({ promotion: 'welcome', count: 1, length: 16 });
  const answers = [
    await server.page('POST', '/v1/codes/apply', { code, more: 1 }),
    await server.page('POST', '/v1/codes/apply', { code: { text: code } }),
    await server.page('POST', '/v1/codes/apply', `{"code":"${code}"`),
    await server.page('POST', '/v1/reservations', { quote: code }, { idempotency: 'x1' }),
  ];
  for (const answer of answers) {
    assert.ok(answer.status >= 400);
    assert.ok(!answer.text.includes(code), answer.text);
  }
  assert.ok(!server.log.includes(code));
});

test('what is stored about a redemption names the code by its place and last four', async () => {
  const [code] = await server.makeCode({ promotion: 'welcome', count: 1, length: 16 });
  const { body } = await shop.redeem(server, [code]);
  assert.deepEqual(body.applied.find((one) => one.promotion === 'welcome').code, { position: 0, last4: code.slice(-4) });
});
