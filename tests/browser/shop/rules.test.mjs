// The rules page: the published rules, edited, with the cart beside them; errors at their place.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { photograph, shop } from './support.mjs';

/** @type {Awaited<ReturnType<typeof shop>>} */
let s;
before(async () => { s = await shop(); });
after(() => s?.end());

async function editor() {
  const visit = await s.visit();
  await visit.open('/rules/');
  await visit.page.waitForSelector('.result-row.total');
  return visit;
}

/** Selects the first place of some text in the editor with the keyboard and types over it. @param {any} page @param {string} from @param {string} to */
async function replace(page, from, to) {
  const line = page.locator('.cm-line', { hasText: from }).first();
  await page.locator('.cm-scroller').evaluate((/** @type {HTMLElement} */ scroller) => { scroller.scrollTop = 0; });
  for (let screen = 0; screen < 30 && !(await line.count()); screen++) { // the editor draws only what is in sight
    await page.locator('.cm-scroller').evaluate((/** @type {HTMLElement} */ scroller) => { scroller.scrollTop += 300; });
    await page.waitForTimeout(50);
  }
  await line.evaluate((/** @type {HTMLElement} */ element, /** @type {string} */ text) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const whole = element.textContent ?? '';
    let start = whole.indexOf(text);
    let end = start + text.length;
    const range = document.createRange();
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const { length } = node.textContent ?? '';
      if (start >= 0 && start <= length) { range.setStart(node, start); start = -1; } else if (start >= 0) start -= length;
      if (end >= 0 && end <= length) { range.setEnd(node, end); break; }
      end -= length;
    }
    /** @type {HTMLElement} */ (element.closest('.cm-content')).focus();
    const selection = /** @type {any} */ (element.getRootNode()).getSelection?.() ?? getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  }, from);
  await page.waitForTimeout(50);
  await page.keyboard.insertText(to);
}

test('a changed percentage changes the cart at once, and what would change is said', async () => {
  const visit = await editor();
  const { page, faults } = visit;
  assert.match(await page.locator('[data-verdict]').innerText(), /correctas/);
  const before = await page.locator('.result-row.total').innerText();
  assert.match(await page.locator('[data-changes]').innerText(), /Nada/);
  await replace(page, '"percent": 20', '"percent": 40');
  await page.waitForFunction((/** @type {string} */ old) => document.querySelector('.result-row.total')?.textContent !== old.replace('\n', ''), before);
  const changes = await page.locator('[data-changes]').innerText();
  assert.match(changes, /\d+,\d\d\s€ menos/);
  assert.match(changes, /20 % en abrigos\s+17,80\s€ → 35,60\s€/);
  await photograph(page, 'rules-changed-1280');
  await page.click('[data-reset]');
  await page.waitForFunction(() => /Nada/.test(document.querySelector('[data-changes]')?.textContent ?? ''));
  assert.deepEqual(faults, []);
  assert.deepEqual(await page.evaluate(() => /** @type {any} */ (window).shopWatch.csp), []);
  await visit.close();
});

test('a misspelt fact is shown at its line with what was meant; the page offers to go there', async () => {
  const visit = await editor();
  const { page } = visit;
  await replace(page, '"customer.tier", "in"', '"customer.teir", "in"');
  await page.waitForSelector('.finding.error');
  const finding = await page.locator('.finding.error').first().innerText();
  assert.match(finding, /Línea 8/);
  assert.match(finding, /customer\.tier/);
  await page.waitForFunction(() => document.querySelector('.editor-host')?.shadowRoot?.querySelector('.cm-lintRange-error'));
  const marked = await page.locator('.cm-lintRange-error').first().evaluate((/** @type {HTMLElement} */ one) => one.closest('.cm-line')?.textContent);
  assert.match(marked, /customer\.teir/);
  await page.locator('.finding.error').first().click();
  assert.match(await page.locator('.cm-activeLine').innerText(), /customer\.teir/);
  await photograph(page, 'rules-error-1280');
  await visit.close();
});

test('text that is no JSON says so at its place and keeps the last cart', async () => {
  const visit = await editor();
  const { page } = visit;
  await replace(page, '"tendero": 1,', '"tendero": 1');
  await page.waitForSelector('.finding.error');
  assert.match(await page.locator('.finding.error').first().innerText(), /Línea [23]/);
  assert.equal(await page.locator('.result-row.total').count(), 1);
  await visit.close();
});

test('names are completed from the schema', async () => {
  const visit = await editor();
  const { page } = visit;
  await replace(page, '"customer.tier", "in"', '"customer.', );
  await page.keyboard.press('Control+Space');
  await page.waitForSelector('.cm-tooltip-autocomplete');
  assert.match(await page.locator('.cm-tooltip-autocomplete').innerText(), /customer\./);
  await visit.close();
});

test('what is edited here changes nothing for anyone else', async () => {
  const visit = await editor();
  await replace(visit.page, '"percent": 20', '"percent": 90');
  await visit.page.waitForFunction(() => !/Nada/.test(document.querySelector('[data-changes]')?.textContent ?? 'Nada'));
  const other = await s.visit();
  await other.open('/abrigos/');
  await other.page.waitForSelector('.price-now.less');
  assert.match(await other.page.locator('.price-now').first().innerText(), /71,20/);
  await other.close();
  await visit.close();
});
