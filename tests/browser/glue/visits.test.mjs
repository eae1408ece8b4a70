// A shop has many pages: what the next one knows, what a link brings, who signs in, where "back" leads.
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { rules, rulesWith } from './rules.mjs';
import { bench, firstPrice, heard, picture, TOTAL } from './setup.mjs';

/** @type {Awaited<ReturnType<typeof bench>>} */
let on;
before(async () => (on = await bench()));
after(() => on.close());
afterEach(() => Object.assign(on.server.play, { rules, cut: [] }));

test('the second page prices without a request for engine or rules', async () => {
  const { page, total } = await on.open('/');
  await page.evaluate(() => t.codes.apply('VERANO'));
  on.server.calls.length = 0;
  await page.getByText('Seguir comprando').click();
  await page.waitForURL('**/second.html');
  await page.waitForFunction(() => globalThis.t?.answer?.source === 'engine');
  assert.equal(await total(), TOTAL - 500, 'the accepted code survives');
  const asked = on.server.calls.filter((call) => !/second|pages|favicon/.test(call));
  // The two files with a fixed name may be asked whether they changed; what is hashed is not asked for again.
  assert.deepEqual(asked.filter((call) => !/\/tendero\/tendero\.(js|css)$/.test(call)), []);
});

test('the last known prices show at once, before the engine is there', async () => {
  const { page } = await on.open('/');
  await page.evaluate(() => t.codes.apply('VERANO'));
  on.server.play.cut = ['/v1/'];
  await page.addInitScript(() => {
    globalThis.WebAssembly.compileStreaming = () => new Promise(() => {});
  });
  await page.goto(`${on.server.url}/second.html?quiet`);
  await page.waitForFunction(() => globalThis.t);
  assert.deepEqual(await page.evaluate(() => [t.answer.source, t.state]), ['memory', 'loading']);
  await page.locator('tendero-summary').getByText('Verano: 5 €').first().waitFor();
});

test('rules that changed between two pages: priced anew, and said', async () => {
  const { page } = await on.open('/');
  on.server.play.rules = rulesWith(50);
  // As if the shopper had read the first page for a long time: what it knew of the rules is old.
  await page.addInitScript(() => {
    const name = sessionStorage.key(0);
    if (name) sessionStorage.setItem(name, sessionStorage.getItem(name).replace(/"checkedAt":\d+/, '"checkedAt":1'));
  });
  await page.goto(`${on.server.url}/second.html`);
  await page.waitForFunction(() => globalThis.heard?.some(([name]) => name === 'price-changed'));
  const [news] = await heard(page, 'price-changed');
  assert.equal(news.reason, 'rules');
  assert.equal(news.changes.at(-1).to, TOTAL - 2670);
});

test('a code in the link: a banner, nothing applied by itself; one tap applies it and leaves the address', async () => {
  const { page, total } = await on.open('/?code=ver-ano&utm_source=mail#top');
  assert.equal(await total(), TOTAL);
  assert.equal(await page.evaluate(() => t.codes.list().length), 0);
  await page.getByText('Tu enlace trae el código ver-ano').waitFor();
  await picture(page, 'glue-link-code');
  await page.getByRole('button', { name: 'Aplicar ver-ano' }).click();
  await page.waitForFunction(() => t.codes.list()[0]?.state === 'applied');
  assert.equal(await total(), TOTAL - 500);
  assert.equal(await page.evaluate(() => location.pathname + location.search + location.hash), '/?utm_source=mail#top');
});

test('no, thanks leaves the address too and applies nothing', async () => {
  const { page, total } = await on.open('/?code=VERANO');
  await page.getByRole('button', { name: 'No, gracias' }).click();
  assert.equal(await page.evaluate(() => location.search), '');
  assert.equal(await total(), TOTAL);
});

test('signing in keeps the cart and prices again; signing out forgets, on this page and the next', async () => {
  const { page, total } = await on.open('/');
  await page.evaluate(() => t.codes.apply('VERANO'));
  await page.evaluate(() => t.customer.signIn({ id: 'u7', tier: 'gold', points: 40 }, { token: 'jwt' }));
  assert.equal(await total(), TOTAL - 1000);
  assert.equal(await page.evaluate(() => t.result.points.available_after), 40);
  await page.evaluate(() => t.customer.signOut());
  assert.equal(await total(), TOTAL);
  assert.equal(await page.evaluate(() => t.cart.get().lines.length), 2);
  assert.equal(await page.evaluate(() => sessionStorage.length), 0);
  await page.goto(`${on.server.url}/second.html`);
  await firstPrice(page);
  assert.deepEqual(await page.evaluate(() => t.codes.list()), []);
});

test('back: the page wakes as it was, looks at the rules, and prices', async () => {
  const { page } = await on.open('/');
  await page.evaluate(() => addEventListener('pageshow', ({ persisted }) => (globalThis.persisted = persisted)));
  await page.goto(`${on.server.url}/second.html`);
  await firstPrice(page);
  on.server.play.rules = rulesWith(50);
  on.server.calls.length = 0;
  await page.evaluate(() => history.back()); // Playwright's goBack waits for a load that a kept page has not
  await page.waitForFunction(() => globalThis.t && t.result.totals.at(-1).amount === 6345);
  assert.equal(await page.evaluate(() => globalThis.persisted), true, 'it came out of the back/forward cache');
  assert.ok(on.server.calls.includes('GET /v1/rules'));
});

test('a page restored from the back/forward cache asks for the rules at once', async () => {
  const { page } = await on.open('/');
  on.server.play.rules = rulesWith(50);
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })));
  await page.waitForFunction(() => t.result.totals.at(-1).amount === 6345);
});

test('two tabs of one shopper do not disturb each other', async () => {
  const { page, context, total } = await on.open('/');
  const other = await on.open('/', { context });
  await page.evaluate(() => t.codes.apply('VERANO'));
  await other.page.evaluate(() => t.cart.setLine({ id: 'l2', quantity: 1 }));
  assert.equal(await total(), TOTAL - 500);
  assert.equal(await other.total(), TOTAL - 700);
  await page.reload();
  await firstPrice(page);
  assert.equal(await total(), TOTAL - 500);
});

test('before the script is there: on returns its unsubscribe, and a kept queue goes on being heard', async () => {
  on.server.play.cut = ['/tendero/core'];
  const { page } = await on.open('/', { priced: false });
  await page.evaluate(() => {
    globalThis.seen = [];
    Tendero.on('change', () => seen.push('first'));
    Tendero.on('change', () => seen.push('second'))();
  });
  on.server.play.cut = [];
  await firstPrice(page);
  assert.deepEqual([...new Set(await page.evaluate(() => seen))], ['first']);
  await page.evaluate(() => queueOfThePage.push(() => seen.push('kept')));
  assert.ok((await page.evaluate(() => seen)).includes('kept'));
});

test('destroy stops everything; a queue filled late still runs', async () => {
  const { page } = await on.open('/fast-poll.html');
  await page.evaluate(() => t.destroy());
  on.server.calls.length = 0;
  await page.waitForTimeout(700);
  assert.deepEqual(on.server.calls, []);
  const late = await on.open('/');
  assert.equal(await late.page.evaluate(() => new Promise((done) => Tendero.push((tendero) => done(tendero === t)))), true);
  assert.equal(await late.page.evaluate(async () => (await Tendero.ready) === t), true);
});
