// What every page must do: price, look right, be usable by all, keep still, keep quiet.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { axeFaults, bench, firstPrice, heard, picture, TOTAL } from './setup.mjs';

/** @type {Awaited<ReturnType<typeof bench>>} */
let on;
before(async () => (on = await bench()));
after(() => on.close());

test('axe finds nothing, on a phone and a desktop, in both languages, light and dark', async () => {
  for (const [path, width] of [['/', 360], ['/', 1280], ['/english.html', 1280]]) {
    const { page, faults } = await on.open(path, { width });
    await page.waitForFunction(() => document.querySelector('tendero-summary')?.shadowRoot?.querySelector('.total'));
    assert.equal(await axeFaults(page), '', `${path} ${width}`);
    await picture(page, `glue-${path === '/' ? 'es' : 'en'}-${width}`);
    await page.emulateMedia({ colorScheme: 'dark' });
    assert.equal(await axeFaults(page), '', `${path} ${width} dark`);
    await picture(page, `glue-${path === '/' ? 'es' : 'en'}-${width}-dark`);
    assert.deepEqual(faults, []);
  }
});

test('the price comes from the engine, under a CSP with wasm-unsafe-eval and Trusted Types; no report', async () => {
  const { page, faults, total } = await on.open('/', {
    before: (page) => page.addInitScript(() => {
      globalThis.reports = [];
      document.addEventListener('securitypolicyviolation', (event) => globalThis.reports.push(event.violatedDirective));
    }),
  });
  assert.equal(await total(), TOTAL);
  assert.equal(await page.evaluate(() => t.state), 'ready');
  assert.deepEqual(await page.evaluate(() => reports), []);
  assert.deepEqual(faults, []);
});

test('one global, and only tendero elements', async () => {
  const { page } = await on.open('/bare.html');
  const names = await page.evaluate(async () => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    const plain = new Set(Object.getOwnPropertyNames(frame.contentWindow));
    frame.remove();
    return Object.getOwnPropertyNames(window).filter((name) => !plain.has(name) && !['t', 'heard', 'first', 'queueOfThePage'].includes(name));
  });
  // page.js is a classic script; its consts are no properties. Frames add numbers.
  assert.deepEqual(names.filter((name) => !/^\d+$/.test(name)), ['Tendero']);
});

test('nothing jumps when prices arrive, slow network or not', async () => {
  for (const [delay, width] of [[0, 360], [400, 360], [400, 1280]]) {
    on.server.play.delay = delay;
    const { page } = await on.open('/', {
      width,
      before: (page) => page.addInitScript(() => {
        globalThis.shifts = [];
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) {
            globalThis.shifts.push(`${entry.value.toFixed(4)} ${entry.sources.map(({ node }) => node?.nodeName ?? '?')}`);
          }
        }).observe({ type: 'layout-shift', buffered: true });
      }),
    });
    await page.waitForFunction(() => document.querySelector('tendero-summary')?.shadowRoot?.querySelector('.total'));
    await page.waitForTimeout(300);
    assert.deepEqual(await page.evaluate(() => shifts), [], `delay ${delay}, width ${width}`);
  }
  on.server.play.delay = 0;
});

test('by keyboard alone: a code in, off, and back', async () => {
  const { page, total } = await on.open('/');
  const tabTo = async (/** @type {string} */ name) => {
    for (let i = 0; i < 30; i++) {
      await page.keyboard.press('Tab');
      const label = await page.evaluate(() => {
        let at = document.activeElement;
        while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
        return `${at?.getAttribute('aria-label') ?? at?.textContent}`.trim();
      });
      if (label.startsWith(name)) return;
    }
    assert.fail(`no way by Tab to ${name}`);
  };
  await tabTo('¿Tienes un código?');
  await page.keyboard.press('Enter');
  await page.keyboard.type('ver-ano');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => t.codes.list()[0]?.state === 'applied');
  assert.equal(await total(), TOTAL - 500);
  await tabTo('Quitar el código');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => t.codes.list().length === 0);
  assert.equal(await total(), TOTAL);
  await page.getByRole('button', { name: 'Deshacer' }).waitFor();
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => t.codes.list()[0]?.state === 'applied');
  assert.equal(await total(), TOTAL - 500);
});

test('an accepted code that does not qualify yet waits visibly and applies when the cart does', async () => {
  const { page, total } = await on.open('/');
  await page.getByRole('button', { name: '¿Tienes un código?' }).click();
  await page.getByLabel('Código promocional').fill('GRANDE');
  await page.keyboard.press('Enter');
  await page.getByText('Te faltan 197,00 € para llegar a 300,00 €.').first().waitFor();
  await picture(page, 'glue-code-waiting');
  assert.equal(await axeFaults(page), '');
  assert.equal(await total(), TOTAL);
  await page.evaluate(() => t.cart.setLine({ id: 'l1', quantity: 4 }));
  await page.waitForFunction(() => t.codes.list()[0]?.state === 'applied');
  await page.locator('tendero-coupon').getByText('ahorras').waitFor();
});

test('a refused code: the one answer that gives nothing away', async () => {
  const { page } = await on.open('/');
  await page.getByRole('button', { name: '¿Tienes un código?' }).click();
  await page.getByLabel('Código promocional').fill('INVENTADO');
  await page.keyboard.press('Enter');
  await page.locator('tendero-coupon [part=message]').getByText('puede estar mal escrito, haber caducado').waitFor();
  await picture(page, 'glue-code-refused');
  assert.equal(await axeFaults(page), '');
});

test('past the guesses a proof of work is done, and the page has its turns meanwhile', async () => {
  // The double's challenge takes 147,829 hashes at these bits: in one go they would be nearly all of the time.
  on.server.play.challengeBits = 18;
  const { page } = await on.open('/');
  const { longest, whole } = await page.evaluate(async () => {
    const start = performance.now();
    let last = start;
    let longest = 0;
    const timer = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 1);
    await t.codes.apply('VERANO');
    clearInterval(timer);
    return { longest: Math.max(longest, performance.now() - last), whole: performance.now() - start };
  });
  on.server.play.challengeBits = 0;
  assert.equal(await page.evaluate(() => t.codes.list()[0].state), 'applied');
  assert.ok(longest < whole / 2, `${longest} ms without a turn, of ${whole} ms`);
});

test('English throughout by the page\'s language', async () => {
  const { page } = await on.open('/english.html');
  await page.locator('tendero-summary').getByText('20% off coats').first().waitFor();
  await page.getByRole('button', { name: 'Have a code?' }).waitFor();
  assert.match((await page.locator('tendero-summary dd.number').first().textContent()) ?? '', /€103\.00/);
});

test('reduced motion: nothing moves', async () => {
  const { page } = await on.open('/', { options: { reducedMotion: 'reduce' } });
  await page.evaluate(() => t.cart.setLine({ id: 'l1', quantity: 2 }));
  const moving = await page.evaluate(() => document.getAnimations().length);
  assert.equal(moving, 0);
});

test('the bar, the summary and the price agree as the cart grows', async () => {
  const { page, total } = await on.open('/');
  await page.locator('tendero-shipping-bar').getByText('te faltan 64,80 €').waitFor();
  await page.evaluate(() => t.cart.setLine({ id: 'l1', quantity: 2 }));
  await page.locator('tendero-shipping-bar').getByText('Tu envío es gratis').waitFor();
  assert.equal(await total(), 2 * 7120 + 1400);
  assert.equal((await heard(page, 'price-changed')).length, 0, 'the shop changed it, nobody else');
  await firstPrice(page);
});

test('lint and preview come when asked for, with lines and columns of the text as written', async () => {
  const { page, faults } = await on.open('/');
  assert.ok(!on.server.calls.some((call) => /merchant/.test(call)), 'a shopper does not load them');
  const text = `{"tendero":1,\n "store":{"id":"x","currency":"EUR","timezone":"Europe/Madrid","locale":"es","prices_include_tax":true},
 "promotions":[{"id":"half","title":"Mitad","active":{"from":"2020-01-01T00:00"},"effects":[{"type":"percent_off","target":"order","percent":50}]}]}`;
  const { result } = await page.evaluate((rules) => t.preview(rules), text);
  assert.equal(result.totals.find(({ type }) => type === 'discount').amount, -(8900 + 1400) / 2);
  const wrong = text.replace('"currency":"EUR"', '"currency":"eur"');
  const [fault] = (await page.evaluate((rules) => t.preview(rules), wrong)).errors;
  assert.deepEqual([fault.pointer, fault.line, fault.column], ['/store/currency', 2, wrong.split('\n')[1].indexOf('"eur"') + 1]);
  const { findings } = await page.evaluate((rules) => t.lint(rules), wrong);
  assert.ok(findings.some(({ level, pointer, line }) => level === 'error' && pointer === '/store/currency' && line === 2));
  assert.equal(await page.evaluate(() => t.result.due), TOTAL, 'the cart keeps its price');
  assert.deepEqual(faults, []);
});
