import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { cart, heard, instance } from '../../../tests/browser/glue/parts/instance.js';
import { fragment, startServer, textOf } from '../../../tests/browser/glue/parts/server.js';
import { totalOf } from './compare.js';

/** @type {Awaited<ReturnType<typeof startServer>>} */
let server;
/** @type {any[]} */
const made = [];
before(async () => (server = await startServer()));
after(async () => {
  for (const tendero of made) tendero.destroy();
  await server.close();
});

function make(how) {
  Object.assign(server.play, { rules: { off: 10 }, down: false, calls: [], exhausted: [], answer: () => undefined });
  server.play.now = () => Date.now();
  const one = instance(server, how);
  made.push(one.tendero);
  return one;
}

const quoteFrom = (path, body) => {
  if (path !== '/v1/quotes') return undefined;
  const { lines, currency } = body.request.cart;
  const total = lines.reduce((sum, line) => sum + line.unit_price * line.quantity, 0) - 7;
  const result = { currency, lines: [], totals: [{ type: 'total', amount: total }], applied: [], rejected: [], due: total };
  return { body: { result, meta: { revision: body.revision }, quote: 'jws', revision: body.revision, replaced: ['/now'] } };
};

test('a cart is priced by the engine, and the page is told', async () => {
  const { tendero } = make();
  const changes = heard(tendero, 'change');
  assert.equal(tendero.state, 'loading');
  const answer = await tendero.cart.set(cart);
  assert.equal(answer.source, 'engine');
  assert.equal(totalOf(tendero.result), 9630);
  assert.equal(tendero.state, 'ready');
  assert.equal(changes.length, 1);
  assert.equal(tendero.prices().lines.l1.total, 9000);
  assert.equal(tendero.cart.get().lines.length, 2);
});

test('changes of one microtask are one evaluation; one quantity sends a change', async () => {
  const { tendero, log } = make();
  await tendero.cart.set(cart);
  log.calls.length = 0;
  const both = [tendero.cart.setLine({ id: 'l1', quantity: 3 }), tendero.cart.setLine({ id: 'l2', quantity: 4 })];
  assert.deepEqual(log.calls, [], 'nothing happens before the microtask');
  const [one, two] = await Promise.all(both);
  assert.equal(one, two);
  assert.deepEqual(log.calls, ['change']);
});

test('a wrong change is rejected alone, with its pointer, and the cart stays', async () => {
  const { tendero } = make();
  await tendero.cart.set(cart);
  const errors = heard(tendero, 'error');
  const wrong = tendero.cart.setLine({ id: 'l1', quantity: -1 });
  const right = tendero.cart.setLine({ id: 'l2', quantity: 2 });
  await assert.rejects(wrong, (error) => error.errors[0].pointer === '/cart/lines/0/quantity');
  assert.equal((await right).result.lines[1].quantity, 2);
  assert.equal(tendero.cart.get().lines[0].quantity, 2);
  assert.equal(errors.length, 1);
  await assert.rejects(tendero.cart.setLine({ id: 'nope', quantity: 1 }), { code: 'line_unknown' });
});

test('an engine that says little: the words come from the merchant\'s; the next change does not wait', async () => {
  const { tendero } = make({ engine: { terse: true } });
  await tendero.cart.set(cart);
  const wrong = tendero.cart.setLine({ id: 'l1', quantity: -1 });
  const right = tendero.cart.setLine({ id: 'l2', quantity: 2 });
  assert.equal((await right).source, 'engine');
  const words = ({ errors: [fault] }) => fault.pointer === '/cart/lines/0/quantity' && fault.found === -1 && !!fault.expected;
  await assert.rejects(wrong, words);
  await assert.rejects(tendero.evaluate({ cart: { lines: [{ id: 'x', quantity: 0, unit_price: 1 }] } }), { code: 'quantity_invalid' });
});

test('lines come and go, the delivery changes, the cart empties', async () => {
  const { tendero } = make();
  await tendero.cart.set(cart);
  await tendero.cart.addLine({ id: 'l3', sku: 'HAT', quantity: 1, unit_price: 1000 });
  await tendero.cart.removeLine('l1');
  await tendero.cart.setShipping({ country: 'ES' });
  assert.equal(totalOf(tendero.result), 630 + 900);
  await tendero.cart.clear();
  assert.equal(totalOf(tendero.result), 0);
});

test('a trap: a fresh instance prices, once, and nobody notices', async () => {
  const { tendero, log } = make({ engine: { breaks: (request, n) => n === 1 && request.cart.lines.length === 1 } });
  await tendero.cart.set(cart);
  const answer = await tendero.cart.removeLine('l2');
  assert.equal(answer.source, 'engine');
  assert.equal(totalOf(answer.result), 9000);
  assert.equal(log.instances, 2);
});

test('a trap that comes again: the server quotes', async () => {
  const { tendero, log } = make({ engine: { breaks: (request) => request.cart.lines.length === 1 } });
  server.play.answer = quoteFrom;
  await tendero.cart.set(cart);
  const answer = await tendero.cart.removeLine('l2');
  assert.equal(answer.source, 'server');
  assert.equal(totalOf(answer.result), 9993);
  assert.equal(tendero.state, 'server');
  assert.equal(log.instances, 2);
});

test('WebAssembly refused: the server quotes; server down as well: list prices', async () => {
  const { tendero } = make({ engine: { refuse: true } });
  server.play.answer = quoteFrom;
  const states = heard(tendero, 'state');
  assert.equal((await tendero.cart.set(cart)).source, 'server');
  server.play.down = true;
  const answer = await tendero.cart.setLine({ id: 'l1', quantity: 1 });
  assert.equal(answer.source, 'list');
  assert.equal(totalOf(answer.result), 5700);
  assert.deepEqual(states.map(({ state }) => state), ['server', 'list-prices']);
});

test('rules that this engine does not understand are the server\'s to price', async () => {
  const { tendero } = make();
  server.play.rules = { off: 10, newer: 1 };
  server.play.answer = quoteFrom;
  assert.equal((await tendero.cart.set(cart)).source, 'server');
});

test('offline from the start: list prices; when the server is back the engine prices', async () => {
  const { tendero } = make();
  server.play.down = true;
  assert.equal((await tendero.cart.set(cart)).source, 'list');
  server.play.down = false;
  await tendero.refresh();
  assert.equal(tendero.state, 'ready');
  assert.equal(totalOf(tendero.result), 9630);
});

test('a page without a cart: ready all the same; nothing is priced', async () => {
  const { tendero, log } = make();
  await tendero.ready;
  assert.equal(tendero.state, 'ready');
  assert.ok(!log.calls.includes('open'));
  server.play.down = true;
  const other = make().tendero;
  server.play.down = true;
  await other.ready;
  assert.equal(other.state, 'list-prices');
  server.play.down = false;
  await other.refresh();
  assert.equal(other.state, 'ready');
});

test('offline after loading: quantities still price', async () => {
  const { tendero } = make();
  await tendero.cart.set(cart);
  server.play.down = true;
  assert.equal((await tendero.cart.setLine({ id: 'l1', quantity: 1 })).source, 'engine');
  await tendero.refresh();
  assert.equal(tendero.state, 'ready');
});

test('a new revision prices again and names what changed, old and new', async () => {
  const { tendero } = make();
  await tendero.cart.set(cart);
  const news = heard(tendero, 'price-changed');
  await tendero.refresh();
  assert.deepEqual(news, [], 'nothing new, nothing said');
  const old = textOf(server.play.rules).revision;
  server.play.rules = { off: 20 };
  await tendero.refresh();
  assert.equal(news.length, 1);
  assert.equal(news[0].reason, 'rules');
  assert.deepEqual(news[0].changes, [
    { kind: 'line', id: 'l1', from: 9000, to: 8000 },
    { kind: 'line', id: 'l2', from: 630, to: 560 },
    { kind: 'total', type: 'total', from: 9630, to: 8560 },
  ]);
  assert.notEqual(tendero.revision, old);
});

test('asking again costs a 304; the clock follows the server', async () => {
  const { tendero } = make();
  server.play.now = () => Date.now() - 9 * 3_600_000;
  await tendero.cart.set(cart);
  assert.ok(Math.abs(tendero.now() - server.play.now()) < 2000);
  await tendero.refresh();
  assert.ok(Math.abs(tendero.now() - server.play.now()) < 2000);
  assert.deepEqual(server.play.calls.filter((call) => call.endsWith('.json')).length, 1);
});

test('what is exhausted reaches the request', async () => {
  const { tendero, log } = make();
  server.play.exhausted = ['p1'];
  await tendero.cart.set(cart);
  assert.ok(log.calls.includes('open'));
  server.play.exhausted = ['p1', 'p2'];
  await tendero.refresh();
  assert.ok(log.calls.includes('change'));
});

const promotion = { id: 'verano', title: 'Verano', off: 5 };
const codeServer = (payload) => (path, body) => {
  if (path !== '/v1/codes/apply') return undefined;
  const applied = body.code === 'VERANO';
  if (!applied) return { body: { applied, session: 's1', reason: 'code_not_applicable' } };
  return { body: { applied, session: 's1', fragment: fragment({ code: body.code, promotion, ...payload }) } };
};

test('a code: accepted, priced here, taken off, brought back', async () => {
  const { tendero } = make();
  server.play.answer = codeServer({ refresh_at: Date.now() + 900_000 });
  await tendero.cart.set(cart);
  const state = await tendero.codes.apply('  VERANO ');
  assert.deepEqual([state.state, state.promotion], ['applied', 'verano']);
  assert.equal(totalOf(tendero.result), 10700 - 1500 - 105);
  server.play.down = true;
  await tendero.cart.setLine({ id: 'l2', quantity: 2 });
  assert.equal(totalOf(tendero.result), 8500 + 1190, 'without the network too');
  await tendero.codes.remove('verano');
  assert.deepEqual(tendero.codes.list(), []);
  assert.equal(tendero.codes.canUndo, true);
  assert.equal((await tendero.codes.undo())?.state, 'applied');
  assert.equal(tendero.codes.canUndo, false);
});

test('a refused code stays with its reason; entering it again asks again; no network says so', async () => {
  const { tendero } = make();
  server.play.answer = codeServer({});
  await tendero.cart.set(cart);
  assert.equal((await tendero.codes.apply('NOPE')).reason, 'code_not_applicable');
  assert.equal((await tendero.codes.apply('NOPE')).reason, 'code_not_applicable');
  assert.equal(tendero.codes.list().length, 1);
  assert.equal((await tendero.codes.apply('VERANO')).state, 'applied');
  server.play.down = true;
  assert.equal((await tendero.codes.apply('OTHER')).reason, 'code_offline');
  tendero.codes.clearRefused();
  assert.deepEqual(tendero.codes.list().map(({ code }) => code), ['VERANO']);
});

test('past the budget of guesses the proof of work is done and the right code works', async () => {
  const { tendero } = make();
  const answer = codeServer({});
  let asked = 0;
  server.play.answer = (path, body) => {
    if (path !== '/v1/codes/apply') return undefined;
    asked++;
    if (body.solution?.challenge === 'abc' && /^\d+$/.test(body.solution.nonce)) return answer(path, body);
    return { status: 429, body: { code: 'challenge_required', challenge: { challenge: 'abc', bits: 10 } } };
  };
  assert.notEqual((await tendero.codes.apply('VERANO')).state, 'refused');
  assert.equal(asked, 2);
});

test('a fragment is renewed silently when due; while that fails it goes on pricing', async () => {
  const { tendero } = make();
  server.play.answer = codeServer({ refresh_at: Date.now() - 1 });
  await tendero.cart.set(cart);
  await tendero.codes.apply('VERANO');
  server.play.down = true;
  await tendero.codes.refreshDue();
  assert.equal(tendero.codes.list()[0].state, 'applied');
  server.play.down = false;
  server.play.answer = () => ({ body: { applied: false, session: 's1', reason: 'code_not_applicable' } });
  const news = heard(tendero, 'price-changed');
  await tendero.codes.refreshDue();
  assert.equal(tendero.codes.list()[0].state, 'refused');
  assert.equal(totalOf(tendero.result), 9630);
  assert.equal(news.length, 0, 'another set of codes is another cart: the chip tells');
});

test('sign in keeps the cart, sign out forgets the customer and the codes', async () => {
  const { tendero } = make();
  server.play.answer = codeServer({});
  await tendero.cart.set(cart);
  await tendero.codes.apply('VERANO');
  await tendero.customer.signIn({ id: 'u7', tier: 'gold' }, { token: 'jwt' });
  assert.equal(tendero.cart.get().lines.length, 2);
  await tendero.customer.signOut();
  assert.equal(tendero.cart.get().lines.length, 2);
  assert.deepEqual(tendero.codes.list(), []);
  assert.equal(tendero.codes.session, undefined);
});

test('a quote carries the signed cart, fragments and token; other amounts are shown and named', async () => {
  const { tendero } = make();
  /** @type {any} */
  let sent;
  server.play.answer = (path, body) => ((sent = body), quoteFrom(path, body));
  tendero.providers({ signCart: async () => 'cart-jws', customerToken: async () => 'customer-jwt' });
  await tendero.cart.set(cart);
  const news = heard(tendero, 'price-changed');
  const quote = await tendero.quote();
  assert.deepEqual([sent.cart_token, sent.customer_token, sent.request.digest], ['cart-jws', 'customer-jwt', true]);
  assert.deepEqual([sent.request.fragments, sent.request.usage], [undefined, undefined]);
  assert.equal(quote.identical, false);
  assert.deepEqual(news[0].replaced, ['/now']);
  assert.equal(totalOf(tendero.result), 10693);
  await assert.rejects(tendero.quote({ expect: 1 }), (error) => error.code === 'totals_changed' && error.detail.quote === 'jws');
});

test('a stale revision is fetched and the quote asked again, once', async () => {
  const { tendero } = make();
  await tendero.cart.set(cart);
  let asked = 0;
  server.play.answer = (path, body) =>
    ++asked === 1 ? { status: 409, body: { code: 'ruleset_stale' } } : quoteFrom(path, body);
  server.play.rules = { off: 30 };
  const quote = await tendero.quote();
  assert.equal(quote.revision, textOf({ off: 30 }).revision);
  server.play.answer = () => ({ status: 409, body: { code: 'ruleset_stale' } });
  await assert.rejects(tendero.quote(), { code: 'ruleset_stale' });
});

test('evaluate leaves the cart alone; preview tries other rules; lint passes through', async () => {
  const { tendero } = make();
  await tendero.cart.set(cart);
  const one = await tendero.evaluate({ cart: { lines: [{ id: 'x', sku: 'x', quantity: 1, unit_price: 1000 }] } });
  assert.equal(totalOf(one.result), 900);
  assert.equal(totalOf(tendero.result), 9630);
  assert.equal(totalOf((await tendero.preview('{"off":50}')).result), 5350);
  assert.equal((await tendero.preview('{"newer":1}')).errors[0].pointer, '/newer');
  assert.deepEqual(await tendero.lint('{}'), { findings: [] });
});

test('commands of the queue: functions and lists; a page\'s fault stops nobody', async () => {
  const { tendero } = make();
  const quiet = console.warn;
  console.warn = () => {};
  try {
    let seen;
    tendero.push(() => { throw new Error('the page\'s own'); }, ['no.such', 1], (one) => (seen = one), ['cart.set', cart]);
    assert.equal(seen, tendero);
    tendero.on('change', () => { throw new Error('the page\'s own'); });
    await tendero.cart.setLine({ id: 'l1', quantity: 1 });
  } finally {
    console.warn = quiet;
  }
  assert.equal(totalOf(tendero.result), 5130);
});

test('on returns its unsubscribe; after destroy nothing happens', async () => {
  const { tendero } = make();
  /** @type {any[]} */
  const seen = [];
  const off = tendero.on('change', (detail) => seen.push(detail));
  await tendero.cart.set(cart);
  off();
  await tendero.cart.clear();
  assert.equal(seen.length, 1);
  tendero.destroy();
  await assert.rejects(tendero.cart.clear(), { code: 'destroyed' });
});

test('options are checked by name and kind; a secret key is refused', () => {
  assert.throws(() => instance(server, { rules: '' }), { code: 'options_invalid' });
  assert.throws(() => instance(server, { lokale: 'es' }), { code: 'options_invalid' });
  assert.throws(() => instance(server, { key: 'sk_1234567890' }), { code: 'options_invalid' });
});
