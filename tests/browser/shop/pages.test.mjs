// Every page in both languages: accessible, within the policy, without a layout jump, and photographed at both widths.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { axe, fillIn, kAddress, kCard, kDesktop, kGoods, kPhone, nextStep, photograph, settled, shop, withGoods } from './support.mjs';

/** @type {Awaited<ReturnType<typeof shop>>} */
let s;
before(async () => { s = await shop(); });
after(() => s?.end());

const kPages = {
  es: { home: '/', category: '/abrigos/', product: '/abrigos/chubasquero-nordes/', outlet: '/paraguas-y-bolsas/mochila-nalon/', cart: '/carrito/', checkout: '/pedido/', done: '/gracias/', help: '/ayuda/', rules: '/rules/' },
  en: { home: '/en/', category: '/en/lamps/', product: '/en/lamps/seta-lamp/', outlet: '/en/coats/galerna-poncho/', cart: '/en/cart/', checkout: '/en/checkout/', done: '/en/thanks/', help: '/en/help/', rules: '/en/rules/' },
};
// Of layout shift; 0.1 still counts as good on the web. A slow phone's cart may see one more line of text under a
// price (0.014) when an offer's title wraps.
const kMost = 0.03;

/** @param {any} visit @param {string} what */
async function sound({ page, faults }, what) {
  await page.evaluate(() => scrollTo(0, 0)); // what lies under a sticky bar half-way down is not what axe means
  const violations = await axe(page);
  assert.deepEqual(violations, [], `${what}: axe`);
  const { csp, shift, shifts } = await page.evaluate(() => /** @type {any} */ (window).shopWatch);
  assert.deepEqual(csp, [], `${what}: content security policy`);
  assert.ok(shift <= kMost, `${what}: layout shift ${shift.toFixed(4)}: ${shifts.join('\n')}`);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, `${what}: wider than the screen`);
  assert.deepEqual(faults, [], `${what}: errors`);
}

for (const [lang, paths] of Object.entries(kPages)) {
  for (const [size, viewport] of Object.entries({ 360: kPhone, 1280: kDesktop })) {
    test(`${lang} at ${size} px: every page`, async () => {
      const visit = await s.visit({ viewport, phone: size === '360' });
      await visit.open(paths.home);
      for (const [name, path] of Object.entries(paths)) {
        if (name === 'cart') {
          await visit.open(path);
          await sound(visit, `${lang} ${size} empty cart`);
          await photograph(visit.page, `${lang}-${size}-cart-empty`);
          await withGoods(visit.page, kGoods);
        }
        await visit.open(path);
        await visit.page.waitForTimeout(250); // whatever still moves shows up as a shift
        if (name === 'rules') await visit.page.waitForSelector('.result-row.total');
        await sound(visit, `${lang} ${size} ${name}`);
        await photograph(visit.page, `${lang}-${size}-${name}`);
      }
      await visit.close();
    });
  }
}

for (const dark of [false, true]) {
  test(`the steps of the checkout${dark ? ' in dark colours' : ''}: each is accessible`, async () => {
    const visit = await s.visit({ viewport: kPhone, phone: true, dark });
    const { page } = visit;
    await visit.open('/');
    await withGoods(page, kGoods);
    await visit.open('/pedido/');
    const name = (/** @type {string} */ step) => `es-360-checkout-${step}${dark ? '-dark' : ''}`;
    await nextStep(page, 'address'); // nothing filled in: the errors are part of the page
    assert.equal(await page.locator('[aria-invalid="true"]').count(), 5);
    await sound(visit, 'address with errors');
    await photograph(page, name('errors'));
    await fillIn(page, kAddress);
    await nextStep(page, 'address');
    await sound(visit, 'delivery');
    await photograph(page, name('delivery'));
    await nextStep(page, 'delivery');
    await sound(visit, 'payment');
    await photograph(page, name('payment'));
    await fillIn(page, kCard);
    await nextStep(page, 'payment');
    await sound(visit, 'review');
    await photograph(page, name('review'));
    await page.click('.order-toggle');
    await sound(visit, 'review with the order open');
    await visit.close();
  });
}

test('an address that leads nowhere gets the shop’s own page', async () => {
  const visit = await s.visit({ viewport: kPhone, phone: true });
  const { page, faults } = visit;
  const answer = await page.goto(`${s.demo.url}/abrigos/no-existe/`);
  assert.equal(answer?.status(), 404);
  await settled(page);
  assert.equal(await page.locator('h1').innerText(), 'Esta página se la llevó el viento');
  assert.equal(await page.locator('.missing .shelves a').count(), 12);
  faults.splice(0, faults.length, ...faults.filter((fault) => !fault.includes('no-existe')));
  await sound(visit, 'missing page');
  await photograph(page, 'es-360-missing');
  await page.tap('.missing .button.main');
  await page.waitForSelector('.hero');
  await visit.close();
});

test('ten pages and nothing done: no cookie, nothing stored', async () => {
  const { page, open, context, close } = await s.visit();
  for (const path of [...Object.values(kPages.es), kPages.en.home]) await open(path);
  await open('/');
  assert.deepEqual(await page.evaluate(() => [localStorage.length, sessionStorage.length]), [0, 0]);
  assert.deepEqual(await context.cookies(), []);
  await close();
});

test('list prices stand in the HTML, so that a page without scripts can be read', async () => {
  const html = await (await fetch(`${s.demo.url}/abrigos/`)).text();
  for (const price of ['89,00', '139,00', '169,00', '74,50', '44,90']) assert.ok(html.includes(price), price);
  const grid = await (await fetch(`${s.demo.url}/en/coats/nordes-raincoat/`)).text();
  assert.match(grid, /€89\.00/);
});

test('prices after offers arrive into the room that the list price kept', async () => {
  const { page, open, close } = await s.visit();
  await open('/abrigos/');
  await page.waitForSelector('.price-now.less');
  const first = page.locator('.card').first();
  assert.match(await first.locator('.price-was').innerText(), /89,00/);
  assert.match(await first.locator('.price-now').innerText(), /71,20/);
  assert.equal(await first.locator('.price-offer').innerText(), '20 % en abrigos');
  await settled(page);
  assert.ok(await page.evaluate(() => /** @type {any} */ (window).shopWatch.shift) <= kMost);
  await close();
});
