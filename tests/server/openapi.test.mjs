// The document and the binary describe the same API, both ways; every answer of every test is validated as well.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { after, before, test } from 'node:test';
import { describedPath, document, requestFits } from './support/openapi.mjs';
import { binaries, startServer } from './support/server.mjs';
import * as shop from './support/shop.mjs';

let server;
before(async () => { server = await startServer(); });
after(() => server.close());

const routes = JSON.parse(spawnSync(binaries.server, ['routes'], { encoding: 'utf8' }).stdout);
const methods = ['get', 'put', 'post', 'delete', 'patch'];
const described = Object.entries(document.paths).flatMap(([path, of]) =>
  methods.filter((method) => of[method]).map((method) => ({ path, method, operation: of[method] })));

test('every route of the binary is described, and nothing else is', () => {
  const real = routes.map((route) => `${route.method} ${route.path}`).sort();
  assert.deepEqual(described.map(({ path, method }) => `${method.toUpperCase()} ${path}`).sort(), real);
  assert.ok(real.length >= 14);
});

test('credentials and idempotency keys are asked for where the document says so', () => {
  for (const { path, method, operation } of described) {
    const route = routes.find((one) => one.path === path && one.method === method.toUpperCase());
    const keys = (operation.security ?? []).flatMap(Object.keys).sort().join();
    const wanted = { anyone: '', publishable: 'publishable', secret: 'secret', either: 'publishable,secret' }[route.access];
    assert.equal(keys, wanted, `${method} ${path}`);
    const asks = (operation.parameters ?? []).some((one) => one.$ref?.endsWith('/IdempotencyKey'));
    assert.equal(asks, route.idempotent, `${method} ${path}`);
  }
});

test('a described path answers no method that is not described', async () => {
  for (const path of Object.keys(document.paths)) {
    for (const method of methods.filter((one) => !document.paths[path][one])) {
      const real = path.replace('{bundle}', 'a'.repeat(64)).replace('{id}', 'x');
      if (document.paths[describedPath(real)][method]) continue;
      const answer = await server.shopCall(method.toUpperCase(), real, method === 'get' ? undefined : {});
      assert.equal(answer.status, 405, `${method} ${real}`);
      assert.ok(answer.headers.get('allow'));
    }
  }
});

test('every operation answers as described on its good way', async () => {
  const seen = new Set();
  const note = async (method, path, answer, statuses) => {
    assert.ok(statuses.includes(answer.status), `${method} ${path}: ${answer.status} ${answer.text}`);
    seen.add(`${method} ${describedPath(path)}`);
    return answer;
  };
  for (const path of ['/healthz', '/readyz', '/v1/keys']) await note('GET', path, await server.get(path), [200]);
  await note('PUT', '/v1/rules', await server.shopCall('PUT', '/v1/rules', shop.rules), [201]);
  const rules = await note('GET', '/v1/rules', await server.page('GET', '/v1/rules'), [200]);
  await note('GET', rules.body.bundle, await server.get(rules.body.bundle), [200]);
  await note('GET', '/v1/rules/source', await server.shopCall('GET', '/v1/rules/source'), [200]);
  const asked = { promotion: 'summer', code: 'VERANO' };
  assert.ok(requestFits('post', '/v1/codes', asked));
  await note('POST', '/v1/codes', await server.shopCall('POST', '/v1/codes', asked), [201]);
  await note('POST', '/v1/codes/apply', await server.page('POST', '/v1/codes/apply', { code: 'verano' }), [200]);
  const quoted = await note('POST', '/v1/quotes', await shop.quote(server, { codes: ['VERANO'] }), [200]);
  const held = await note('POST', '/v1/reservations', await shop.reserve(server, quoted), [201]);
  const at = `/v1/reservations/${held.body.reservation}`;
  await note('GET', at, await server.shopCall('GET', at), [200]);
  await note('POST', `${at}/confirm`, await shop.confirm(server, held.body.reservation), [200]);
  const other = await shop.reserve(server, await shop.quote(server));
  await note('POST', `/v1/reservations/${other.body.reservation}/cancel`, await shop.cancel(server, other.body.reservation), [200]);
  assert.deepEqual([...seen].sort(), described.map(({ path, method }) => `${method.toUpperCase()} ${path}`).sort());
});

test('what the document refuses of a body, the server refuses', async () => {
  const bodies = {
    '/v1/codes': [{}, { promotion: 'summer' }, { promotion: 'summer', code: 'A1B2', count: 2 }, { promotion: 1, code: 'ABC1' },
      { promotion: 'summer', code: ['A', 'A'] }, { promotion: 'summer', count: 0 }, { promotion: 'summer', count: 1, length: 6 }],
    '/v1/codes/apply': [{}, { code: 5 }, { code: '' }, { code: 'X', what: 1 }, { code: 'X', solution: { challenge: 'x' } }],
    '/v1/quotes': [{}, { request: [] }, { request: {}, fragments: 'x' }, { request: {}, expect: {} }],
    '/v1/reservations': [{}, { quote: 5 }, { quote: 'x', ttl_s: 1 }],
    '/v1/reservations/{id}/confirm': [{}, { order: '' }, { order: 'o', more: 1 }],
  };
  for (const [path, wrong] of Object.entries(bodies)) {
    for (const body of wrong) {
      assert.ok(!requestFits('post', path, body), `${path} ${JSON.stringify(body)} is described as right`);
      const send = path === '/v1/codes/apply' ? server.page.bind(server) : server.shopCall.bind(server);
      const answer = await send('POST', path.replace('{id}', 'x'), body);
      assert.equal(answer.status, 422, `${path} ${JSON.stringify(body)} → ${answer.text}`);
      assert.ok(answer.body.errors[0].pointer !== undefined);
    }
  }
});
