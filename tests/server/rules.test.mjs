// Publishing: revisions, what is public, errors at their place, and what stays when rules change.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { startServer } from './support/server.mjs';
import * as shop from './support/shop.mjs';

let server;
before(async () => { server = await startServer(); });
after(() => server.close());

const put = (rules, options) => server.shopCall('PUT', '/v1/rules', typeof rules === 'string' ? rules : JSON.stringify(rules), options);

test('before anything is published: 404 with a code', async () => {
  for (const path of ['/v1/rules', '/v1/rules/source']) assert.equal((await server.shopCall('GET', path)).body.code, 'rules_missing');
  assert.equal((await server.page('POST', '/v1/quotes', { request: {} })).body.code, 'rules_missing');
  assert.equal((await server.get('/readyz')).body.rules, false);
});

test('publishing prints what is public; the bundle is its own hash and holds nothing of the staff', async () => {
  const rules = structuredClone(shop.rules);
  Object.assign(rules.promotions[0], { owner: 'marta', goal: 'sell coats', tags: ['winter'], name: 'internal name' });
  const published = await server.publish(rules);
  assert.deepEqual(published.public_promotions, ['coats-20', 'gold-5', 'first-hundred']);
  assert.deepEqual([...published.private_promotions].sort(), ['old', 'summer', 'welcome']);
  const { body } = await server.page('GET', '/v1/rules');
  assert.equal(body.revision, published.revision);
  const bundle = await server.get(body.bundle);
  assert.equal(`sha256:${createHash('sha256').update(bundle.text).digest('hex')}`, published.revision);
  assert.match(bundle.headers.get('cache-control'), /immutable/);
  for (const secret of ['marta', 'sell coats', 'winter', 'internal name', 'summer', 'welcome']) assert.ok(!bundle.text.includes(secret), secret);
  assert.ok(JSON.parse(bundle.text).store.offsets.length > 10, 'clock changes of the zone');
  const source = await server.shopCall('GET', '/v1/rules/source');
  assert.deepEqual(JSON.parse(source.body.source), rules);
});

test('ETag and 304; the tag is not of the clock', async () => {
  const first = await server.page('GET', '/v1/rules');
  const tag = first.headers.get('etag');
  await new Promise((next) => { setTimeout(next, 5); });
  const again = await server.page('GET', '/v1/rules', undefined, { headers: { 'if-none-match': tag } });
  assert.equal(again.status, 304);
  assert.ok(again.headers.get('date'));
  const bundle = await server.get(first.body.bundle);
  assert.equal((await server.get(first.body.bundle, { headers: { 'if-none-match': bundle.headers.get('etag') } })).status, 304);
});

test('the same text is the same revision; an older bundle stays where it was', async () => {
  const one = await server.publish(shop.rules);
  const changed = structuredClone(shop.rules);
  changed.promotions[0].effects[0].percent = 25;
  const two = await server.publish(changed);
  assert.notEqual(two.revision, one.revision);
  assert.equal((await server.page('GET', '/v1/rules')).body.revision, two.revision);
  assert.equal((await server.get(`/v1/rules/${one.revision.slice(7)}.json`)).status, 200);
  assert.equal((await server.publish(shop.rules)).revision, one.revision);
  assert.equal((await server.page('GET', '/v1/rules')).body.revision, one.revision);
  assert.equal((await server.get(`/v1/rules/${'0'.repeat(64)}.json`)).body.code, 'revision_unknown');
});

test('a restart finds what was published', async () => {
  const { revision } = (await server.page('GET', '/v1/rules')).body;
  await server.stop();
  await server.start();
  assert.equal((await server.page('GET', '/v1/rules')).body.revision, revision);
});

test('wrong rulesets: 422 (400 for no JSON) with code, pointer, line and what was meant; nothing changes', async () => {
  const { revision } = (await server.page('GET', '/v1/rules')).body;
  const text = JSON.stringify(shop.rules, null, 1);
  const cases = [
    [text.replace('"percent": 20', '"percent": 101'), 422, /^\/promotions\/0\/effects\/0\/percent/],
    [text.replace('"percent": 20', '"percent": -5'), 422, /percent/],
    [text.replace('"percent": 20', '"percent": 100.01'), 422, /percent/],
    [text.replace('"percent": 20', '"percent": 1e-9'), 422, /percent/],
    [text.replace('"percent": 20', '"percent": NaN'), 400],
    [text.replace('"effects"', '"efects"'), 422, /efects/],
    [text.replace('cart.subtotal', 'cart.subtotl'), 422, /when/],
    [text.replace('Europe/Madrid', 'Europe/Madird'), 422, /\/store\/timezone/],
    [text.replace('Europe/Madrid', 'CEST'), 422, /\/store\/timezone/],
    [text.slice(0, -1), 400], ['', 400], ['[]', 422, /^/],
  ];
  for (const [rules, status, pointer] of cases) {
    const answer = await put(rules);
    assert.equal(answer.status, status, answer.text);
    if (status === 422) assert.match(answer.body.errors[0].pointer, pointer, answer.text);
  }
  const misspelt = await put(text.replace('cart.subtotal', 'cart.subtotl'));
  assert.equal(misspelt.body.errors[0].did_you_mean, 'cart.subtotal');
  const { line, column } = misspelt.body.errors[0];
  assert.match(text.replace('cart.subtotal', 'cart.subtotl').split('\n')[line - 1].slice(column - 1), /^"cart.subtotl"|^\{/);
  assert.equal((await server.page('GET', '/v1/rules')).body.revision, revision);
});

test('a stored ruleset that this engine refuses does not keep the server down', async () => {
  await server.stop();
  const spoil = 'import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute("UPDATE ruleset SET bundle = ?", ("{}",)); c.commit()';
  assert.equal(spawnSync('python3', ['-c', spoil, join(server.data, 'tendero.db')]).status, 0);
  await server.start();
  assert.match(server.log, /"event":"ruleset_refused"/);
  assert.equal((await server.page('GET', '/v1/rules')).body.code, 'rules_missing');
  const changed = structuredClone(shop.rules);
  changed.promotions[0].effects[0].percent = 21;
  const { revision } = await server.publish(changed);
  assert.equal((await server.page('GET', '/v1/rules')).body.revision, revision);
});

test('8 MiB and a byte: 413', async () => {
  const answer = await put(`{"tendero":1,"x":"${'a'.repeat(8 * 1024 * 1024)}"}`);
  assert.equal(answer.status, 413);
});
