// Each check of the house runs on the tree, on a planted violation that it must find, and on a near miss that it must
// not.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { describe, test } from 'node:test';
import { root } from '../setup/lib/paths.mjs';
import { floorViolations } from './floors.mjs';
import { compareTexts, pairs, textsOf } from './i18n.mjs';
import { bannedWords, exceptions, floats, globals, inlineHtml, pageSins } from './language.mjs';
import { foreignCommits, foreignWords, guards, kMaxColumns, kMaxLines, lockAddresses, longFiles, wideLines } from './shape.mjs';
import { commits, isCpp, tree } from './tree.mjs';

const files = tree();
const at = (/** @type {string} */ path, /** @type {string} */ text) => ({ path, text });
const engine = (/** @type {string} */ text, folder = 'evaluate') => at(`wasm/engine/src/${folder}/x.cpp`, text);
const page = (/** @type {string} */ text) => at('js-glue/src/x.js', text);

/**
 * @param {string} name
 * @param {(files: import('./tree.mjs').File[]) => string[]} check
 * @param {import('./tree.mjs').File[]} planted each alone must be found
 * @param {import('./tree.mjs').File[]} misses each alone must pass
 */
function holds(name, check, planted, misses) {
  describe(name, () => {
    test('the tree', () => assert.deepEqual(check(files), []));
    planted.forEach((file, index) =>
      test(`finds planted ${index + 1}`, () => assert.equal(check([file]).length, 1, `${file.path}\n${file.text.slice(0, 200)}`)));
    misses.forEach((file, index) => test(`lets near miss ${index + 1} pass`, () => assert.deepEqual(check([file]), [])));
  });
}

test('the tree is read', () => assert.ok(files.length > 50, `${files.length} files`));

holds('floors: an arrow only points down', floorViolations, [
  engine('#include "facade/engine.hpp"\n'),
  engine('#include "compile/compiler.hpp"\n'),
  engine('#include "base/money.hpp"\n#include <nlohmann/json.hpp>\n'),
  engine('#include <chrono>\n', 'base'),
  engine('#include "model/cart.hpp"\n', 'base'),
  engine('#include "src/advise/nudges.hpp"\n'),
  at('server-stub/src/api/quotes.cpp', '#include "wasm/engine/src/evaluate/evaluate.hpp"\n'),
  at('wasm/tools/main.cpp', '#include "compile/compiler.hpp"\n'),
  at('js-glue/src/api.js', "import { x } from '../../demo-store/pages/x.js';\n"),
  at('demo-store/pages/x.js', "const x = await import('../../js-glue/src/api.js');\n"),
  at('js-glue/src/api.js', "import fs from 'node:fs';\n"),
  at('demo-store/backend.mjs', "import { html } from 'lit';\n"),
], [
  engine('#include "base/money.hpp"\n#include "model/cart.hpp"\n#include "program/program.hpp"\n#include <vector>\n'),
  engine('// #include "facade/engine.hpp"\n'),
  at('server-stub/src/api/quotes.cpp', '#include <tendero/engine.hpp>\n#include "api/errors.hpp"\n#include <thread>\n'),
  at('tests/unit/compile/x.cpp', '#include "compile/compiler.hpp"\n'),
  at('js-glue/src/api.js', "import { LitElement } from 'lit';\nimport { y } from './events.js';\n"),
  at('demo-store/backend.mjs', "import { createServer } from 'node:http';\n"),
]);

holds('glossary: no word of other vocabularies', bannedWords, [
  engine('int item = 1;\n'),
  page('const voucher = read();\n'),
  page("const shape = { 'basket': 1 };\n"),
  engine('struct Action {};\n'),
], [
  engine('int items_discount = 1; // an item\n'),
  page('const first = list.item(0); form.action = url;\n'),
  page("say('the basket is empty');\n"),
  page('const itemize = transaction(ideal);\n'),
]);

holds('engine: no floating point', floats, [
  engine('double total = 0;\n'), engine('auto x = 0.5;\n'), engine('auto x = 1e3;\n'), engine('float y;\n'),
], [
  engine('auto code = "float_forbidden"; // double check: 1.5\n'),
  engine("auto x = 1'000'000; auto y = v1.size; auto z = 0x1e3;\n"),
  at('server-stub/src/x.cpp', 'double seconds = 0.5;\n'),
]);

holds('engine: errors are values', exceptions, [
  engine('throw 1;\n'), engine('void f() { try_this(); } auto t = typeid(int);\n'), engine('auto p = dynamic_cast<T*>(q);\n'),
], [
  engine('int retry = catch_up(); // try, catch, throw\n'), at('server-stub/src/x.cpp', 'throw 1;\n'),
]);

holds('engine: no global state', globals, [
  engine('static int counter = 0;\n'), engine('  static std::string last;\n'), engine('static Chunks chunks;  // has state\n'),
], [
  engine('static Chunks chunks;  // has no state\n'),
  engine('static constexpr int kMax = 3;\nstatic int count(const Cart& cart);\nstatic const char* const kNames[] = {"a"};\n'),
]);

holds('pages: nothing that a strict CSP or a shared page forbids', pageSins, [
  page('node.innerHTML = text;\n'), page('window.onmessage = f;\n'), page("frame.postMessage(x, '*');\n"),
  page('const f = new Function("x");\n'), page('eval(x);\n'), page('document.cookie = "a";\n'),
], [
  page("// innerHTML is forbidden\nnode.textContent = 'innerHTML';\n"),
  page("frame.postMessage({ a: '*' }, origin);\nretrieval(x);\naddEventListener('message', f);\n"),
]);

holds('pages: nothing inline', inlineHtml, [
  at('demo-store/pages/x.html', '<script>alert(1)</script>'), at('demo-store/pages/x.html', '<p style="color: red">'),
  at('demo-store/pages/x.html', '<a onclick="f()">'), at('demo-store/pages/x.html', '<style>p{}</style>'),
], [
  at('demo-store/pages/x.html', '<script async src="/x.js"></script><link rel="stylesheet" href="/x.css"><p data-style="x">'),
  at('demo-store/pages/x.html', '<script type="application/json">{"a":1}</script>'),
]);

holds(`files of at most ${kMaxLines} lines`, longFiles,
  [engine('int x;\n'.repeat(kMaxLines + 1))], [engine('int x;\n'.repeat(kMaxLines))]);

holds(`C++ of at most ${kMaxColumns} columns`, wideLines,
  [engine('x'.repeat(kMaxColumns + 1)), engine(`auto x = "${'x'.repeat(kMaxColumns)}";\n`)],
  [engine('ñ'.repeat(kMaxColumns)), page('x'.repeat(500)), engine(`auto x = R"json({"a": "${'x'.repeat(kMaxColumns)}"})json";\n`)]);

holds('headers are included once', guards,
  [at('wasm/engine/src/base/x.hpp', 'struct X {};\n')], [at('wasm/engine/src/base/x.hpp', '#pragma once\nstruct X {};\n')]);

holds('texts speak of the product alone', foreignWords, [
  at('README.md', 'see /work/main/x'), at('x.mjs', '// see issue 12'), at('x.cpp', '// TODO: this'), at('x.mjs', '// my session'),
], [
  at('README.md', 'a network issue, the shop session token, work/main, https://example.org/home/'),
]);

test('commit messages speak of the product alone', () => {
  assert.deepEqual(foreignCommits(commits()), []);
  assert.equal(foreignCommits(['abc Close issue 3']).length, 1);
  assert.deepEqual(foreignCommits(['abc Issue quotes with a shopper\'s session']), []);
});

holds('the lock holds no addresses', lockAddresses,
  [at('package-lock.json', '{"resolved": "https://example.org/x.tgz"}')],
  [at('package-lock.json', '{"resolved": "js-glue", "link": true, "funding": "https://example.org"}')]);

describe('Spanish and English say the same things', () => {
  test('there are texts', () => assert.ok(pairs().length > 0));
  for (const { es, en } of pairs()) {
    test(es, async () => assert.deepEqual(compareTexts(es, await textsOf(es), await textsOf(en)), []));
  }
  test('finds a missing key, a lost placeholder, an empty text', () => {
    assert.equal(compareTexts('x', { a: 'hola' }, {}).length, 1);
    assert.equal(compareTexts('x', {}, { a: 'hello' }).length, 1);
    assert.equal(compareTexts('x', { a: 'quedan {n}' }, { a: 'left' }).length, 1);
    assert.equal(compareTexts('x', { a: { b: '' } }, { a: { b: 'x' } }).length, 1);
    assert.deepEqual(compareTexts('x', { a: { b: '{n} y {m}' } }, { a: { b: '{m} and {n}' } }), []);
  });
});

describe('C++ has the style of .clang-format', () => {
  const style = (/** @type {string[]} */ args, /** @type {string} */ input = '') =>
    execFileSync('clang-format-14', args, { cwd: root, input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'] });
  test('the tree', () => {
    const sources = files.filter(isCpp).map((file) => file.path);
    try {
      style(['--dry-run', '-Werror', ...sources]);
    } catch (error) {
      const wrong = new Set([.../** @type {any} */ (error).stderr.matchAll(/^(\S+?):\d+:\d+: error/gm)].map(([, path]) => path));
      assert.fail(`run clang-format-14 -i on: ${[...wrong].join(' ')}`);
    }
  });
  test('finds a planted one', () => assert.throws(() => style(['--dry-run', '-Werror', '--assume-filename=x.cpp'], 'int  x ;\n')));
});
