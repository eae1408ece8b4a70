// Whatever a document shows is run: each command, each snippet in a real page, each ruleset by the real tool; each
// relative link leads somewhere.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { chromium } from 'playwright-core';
import { inRoot, root } from '../setup/lib/paths.mjs';
import { isFree } from '../setup/lib/process.mjs';
import { startDemo } from '../setup/stack.mjs';
import { paths } from '../tidy/tree.mjs';
import { anchors, blocks, links } from './markdown.mjs';
import { kChromium } from './chromium.mjs';
import { commands, kOwnTest, runBlock } from './snippets.mjs';

const documents = paths().filter((path) => path.endsWith('.md')).map((path) => ({ path, text: readFileSync(inRoot(path), 'utf8') }));
const readmes = documents.filter(({ path }) => /(^|\/)README\.md$/.test(path));

describe('links lead somewhere', () => {
  for (const { path, text } of documents) {
    test(path, () => {
      for (const link of links(text)) {
        const [file, anchor] = link.split('#');
        const target = posix.normalize(posix.join(posix.dirname(path), decodeURIComponent(file)));
        assert.ok(existsSync(inRoot(target)), `${path}: ${link}`);
        if (anchor && target.endsWith('.md')) assert.ok(anchors(readFileSync(inRoot(target), 'utf8')).has(anchor), `${path}: ${link}`);
      }
    });
  }
  test('a dead one is found', () => assert.deepEqual(links('[a](b.md) `[x](y)` ![p](p.png)\n```\n[c](d)\n```\n[w](https://e.org)'), ['b.md', 'p.png']));
});

describe('blocks run', () => {
  /** @type {any} */ let demo;
  /** @type {any} */ let browser;
  before(async () => {
    demo = await startDemo();
    browser = await chromium.launch(kChromium);
  });
  after(async () => {
    await browser?.close();
    await demo?.stop();
  });

  test('there are documents', () => assert.ok(readmes.some(({ path }) => path === 'README.md')));
  for (const { path, text } of readmes) {
    /** @type {Map<string, import('./markdown.mjs').Block>} */
    const previous = new Map(blocks(path, text).filter((each) => each.how === 'csp').map((each) => ['text csp', each]));
    for (const block of blocks(path, text)) {
      const known = new Map(previous);
      previous.set(`${block.language} ${block.how}`.trim(), block);
      test(`${path}:${block.line} ${block.language} ${block.how}`, { timeout: 600_000 }, () => runBlock(block, { demo, browser, previous: known }));
    }
  }

  const place = () => ({ demo, browser, previous: new Map() });
  const block = (/** @type {string} */ language, /** @type {string} */ how, /** @type {string} */ text) => ({ path: 'x.md', line: 1, language, how, text });
  test('a block that nobody runs is a failure', () => assert.rejects(() => runBlock(block('sh', '', 'true'), place()), /no test runs/));
  test('a command that fails is a failure', () => assert.rejects(() => runBlock(block('sh', 'run', 'false'), place()), /exit 1/));
  test('a wrong ruleset is a failure', () => assert.rejects(() => runBlock(block('json', 'ruleset', '{"tendero": 2}'), place())));
  test('a page without a price is a failure', () => assert.rejects(() => runBlock(block('html', 'page', '<p>nothing</p>'), place()), /no price/));
});

describe('the README\'s commands', () => {
  const text = readFileSync(inRoot('README.md'), 'utf8');
  const shown = blocks('README.md', text).filter((each) => each.language === 'sh').flatMap((each) => commands(each.text));

  test('names the two commands, and the scripts exist', () => {
    const { scripts } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
    assert.ok(shown.includes('npm run demo') && shown.includes('npm test'));
    for (const command of kOwnTest) assert.ok(scripts[command.split(' ').at(-1) ?? ''], command);
  });

  test('npm run demo starts, answers, and stops at Ctrl-C', { timeout: 900_000 }, async (t) => {
    const free = await isFree(8080) && await isFree(8081);
    if (!free) t.diagnostic('ports 8080 and 8081 are taken here: started with --port 0');
    const args = free ? ['run', 'demo'] : ['run', 'demo', '--', '--port', '0'];
    const child = spawn('npm', args, { cwd: root, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (bytes) => { output += bytes; });
    child.stderr.on('data', (bytes) => { output += bytes; });
    const ended = new Promise((resolve) => { child.once('close', resolve); });
    t.after(() => { try { process.kill(-(child.pid ?? 0), 'SIGKILL'); } catch { /* it has ended */ } });
    const url = await until(() => /The shop is at\s+(\S+)/.exec(output)?.[1], ended, () => output);
    const page = await fetch(url);
    assert.equal(page.status, 200);
    assert.match(await page.text(), /tendero\.js/);
    assert.match(page.headers.get('content-security-policy') ?? '', /'wasm-unsafe-eval'/);
    process.kill(-(child.pid ?? 0), 'SIGINT'); // as a terminal does
    await ended;
    assert.match(output, /stopped/);
    await assert.rejects(() => fetch(url), 'nothing listens any more');
  });
});

/**
 * @template T @param {() => T | undefined} ask @param {Promise<unknown>} ended @param {() => string} output
 * @returns {Promise<T>}
 */
async function until(ask, ended, output) {
  let over = false;
  ended.then(() => { over = true; });
  for (;;) {
    const answer = ask();
    if (answer !== undefined) return answer;
    if (over) throw new Error(`it ended: ${output()}`);
    await new Promise((resolve) => { setTimeout(resolve, 100); });
  }
}
