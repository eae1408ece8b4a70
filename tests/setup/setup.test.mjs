// The two commands' own logic: what is missing, what cannot be had and how that is said, what is up to date.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { aptReason, checkDisk, checkNode, isDebian12, missingPackages } from './lib/machine.mjs';
import { differing, npmReason } from './lib/npm.mjs';
import { conflicts, packagesFor } from './lib/packages.mjs';
import { freePort, isFree, listener } from './lib/process.mjs';
import { broken, readCtest, table, testFiles } from './lib/runners.mjs';
import { Stop, run } from './lib/run.mjs';
import { build, inRoot } from './lib/paths.mjs';
import { unlessFresh } from './lib/stamp.mjs';

const oneSentence = (/** @type {string} */ text) => assert.match(text, /^[^\n]{20,400}$/);

describe('the machine', () => {
  test('an old Node is refused in one sentence', () => {
    assert.throws(() => checkNode('18.19.0'), (error) => error instanceof Stop && /Node 20 .* Node 18\.19\.0/.test(error.message));
    checkNode('20.0.0');
    checkNode('22.1.0');
  });

  test('Debian 12 and nothing else', () => {
    assert.ok(isDebian12('PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nVERSION_ID="12"\nID=debian\n'));
    assert.ok(!isDebian12('ID=debian\nVERSION_ID="11"\n'));
    assert.ok(!isDebian12('ID=ubuntu\nID_LIKE=debian\nVERSION_ID="12"\n'));
    assert.ok(!isDebian12(''));
  });

  test('a full disk is told before the build', () => {
    assert.throws(() => checkDisk(10), (error) => error instanceof Stop && /10 MB free/.test(error.message));
    checkDisk(100_000);
  });

  test('missing packages are those that dpkg does not call installed', () => {
    const { missing } = missingPackages(['cmake', 'emscripten', 'g++'], 'cmake installed\nemscripten config-files\ng++ installed\n');
    assert.deepEqual(missing, ['emscripten']);
  });

  test('every part has packages, without a package twice', () => {
    const all = packagesFor(['build', 'test']);
    assert.equal(new Set(all).size, all.length);
    assert.ok(all.includes('emscripten') && all.includes('chromium'));
    assert.ok(!packagesFor(['build']).includes('chromium'));
  });

  test('the two Boosts that exclude each other', () => {
    assert.equal(conflicts(['cmake'], new Set(['libboost1.74-dev'])), null);
    assert.equal(conflicts(['libboost1.81-dev'], new Set(['libboost-iostreams1.74.0'])), null);
    const told = conflicts(['libboost1.81-dev'], new Set(['libboost1.74-dev', 'libboost-dev']));
    assert.match(told ?? '', /apt-get remove .*libboost1\.74-dev/);
    oneSentence(told ?? '');
  });

  test('npm packages differ by version, by content and by absence; optional ones may be absent', () => {
    const one = (/** @type {object} */ more) => ({ 'node_modules/a': { version: '1.0.0', integrity: 'x', ...more } });
    assert.deepEqual(differing(one({}), one({})), []);
    assert.deepEqual(differing(one({}), one({ version: '1.0.1' })), ['a']);
    assert.deepEqual(differing(one({}), one({ integrity: 'y' })), ['a']);
    assert.deepEqual(differing(one({}), {}), ['a']);
    assert.deepEqual(differing({ ...one({ optional: true }), '': {}, 'js-glue': { version: '1' }, 'node_modules/w': { link: true } }, {}), []);
  });

  test('what apt and npm say becomes one sentence', () => {
    assert.match(aptReason('E: Unable to locate package libfoo', ['libfoo']), /libfoo.*cannot be found/);
    assert.match(aptReason('W: Failed to fetch http://… Temporary failure resolving', ['cmake']), /no network/);
    assert.match(aptReason('E: Packages need to be removed but remove is disabled.', ['cmake']), /would remove/);
    assert.match(npmReason('npm error code EAI_AGAIN'), /no network/);
    assert.match(npmReason('npm error code EUSAGE … in sync'), /package-lock/);
    assert.match(npmReason('npm error ENOSPC'), /disk is full/);
    for (const text of [aptReason('?', ['x']), npmReason('?')]) oneSentence(text);
  });
});

describe('what is up to date is not built again', () => {
  const folder = mkdtempSync(join(build, 'stamp-'));
  const relative = folder.slice(inRoot('').length);
  const name = `test-${process.pid}`;
  test('content decides, and a lost output', async (t) => {
    t.after(() => { rmSync(folder, { recursive: true }); rmSync(join(build, 'stamps', name), { force: true }); });
    const [input, output] = ['in.txt', 'out.txt'].map((file) => join(folder, file));
    writeFileSync(input, 'one');
    let runs = 0;
    const go = () => unlessFresh(name, [`${relative}/in.txt`], [`${relative}/out.txt`], async () => { runs += 1; writeFileSync(output, ''); });
    assert.equal(await go(), 'built');
    assert.equal(await go(), 'unchanged');
    writeFileSync(input, 'one');
    assert.equal(await go(), 'unchanged', 'touched, not changed');
    writeFileSync(input, 'two');
    assert.equal(await go(), 'built');
    rmSync(output);
    assert.equal(await go(), 'built');
    assert.equal(runs, 3);
  });

  test('a failed step is not remembered', async () => {
    const failing = () => unlessFresh(`${name}-f`, ['package.json'], [], async () => { throw new Stop('broken'); });
    await assert.rejects(failing);
    await assert.rejects(failing);
  });
});

describe('commands and processes', () => {
  test('a command that fails says where its output is', async () => {
    await assert.rejects(run('sh', ['-c', 'echo why; exit 3'], { log: 'selftest' }), /exit 3.*build\/log\/selftest\.log/);
    await assert.rejects(run('no-such-command', []), /cannot run no-such-command/);
  });

  const talker = (/** @type {string} */ after) => ['-e',
    `console.log(JSON.stringify({ event: 'listening', url: 'http://127.0.0.1:1' })); ${after}`];

  test('a listener is known when it says so, and ended by its handle', async () => {
    const one = await listener('talker', process.execPath, talker('setInterval(() => {}, 1000)'));
    assert.equal(one.url, 'http://127.0.0.1:1');
    await one.stop();
    assert.throws(() => process.kill(one.pid, 0), 'it is gone');
  });

  test('one that dies, or never listens, is told with its last lines', async () => {
    await assert.rejects(listener('talker', process.execPath, ['-e', 'console.error("the reason"); process.exit(2)']), /ended at once \(exit 2\)[^]*the reason/);
    await assert.rejects(listener('talker', process.execPath, ['-e', 'throw new Error("EADDRINUSE")']), /port is taken/);
  });

  test('ports', async () => {
    const port = await freePort();
    assert.ok(await isFree(port));
    const server = createServer().listen(port, '127.0.0.1');
    await new Promise((resolve) => { server.once('listening', resolve); });
    assert.equal(await isFree(port), false);
    server.close();
  });
});

describe('the report of npm test', () => {
  const sample = [
    'test 1', '      Start  1: unit_tests', '1: [doctest] test cases:  45 |  44 passed | 1 failed | 2 skipped',
    '1/3 Test  #1: unit_tests .......................***Failed    1.25 sec',
    '      Start  2: compile_fail', '2/3 Test  #2: compile_fail .....................   Passed    0.50 sec',
    '      Start  3: property_tests', '3/3 Test  #3: property_tests ...................***Exception: SegFault  0.10 sec',
  ].join('\n');

  test('doctest cases count, crashes fail', () => {
    const rows = readCtest(sample);
    assert.deepEqual(rows.map(({ name, passed, failed, skipped }) => [name, passed, failed, skipped]),
      [['unit_tests', 44, 1, 2], ['compile_fail', 1, 0, 0], ['property_tests', 0, 1, 0]]);
  });

  test('the last line is plain', () => {
    assert.match(table(readCtest(sample)), /\n45 passed, 2 failed, 2 skipped$/);
    assert.match(table([broken('x', 'no test file found')]), /failed: x: no test file found\n\n0 passed, 1 failed, 0 skipped$/);
  });

  test('no file, a file without tests and a file that does not load are failures', async (t) => {
    const folder = mkdtempSync(join(build, 'runner-'));
    t.after(() => rmSync(folder, { recursive: true }));
    const relative = folder.slice(inRoot('').length);
    writeFileSync(join(folder, 'empty.test.mjs'), 'export {};\n');
    writeFileSync(join(folder, 'broken.test.mjs'), 'throw new Error("no");\n');
    writeFileSync(join(folder, 'suite.test.mjs'),
      "import { test, describe } from 'node:test';\ntest('a', () => {});\ndescribe('s', async () => { throw new Error('no'); });\n");
    writeFileSync(join(folder, 'good.test.mjs'),
      "import { test, describe } from 'node:test';\ndescribe('s', () => { test('a', () => {}); test.skip('b', () => {}); });\n");
    const count = async (/** @type {string[]} */ files) => {
      const script = join(folder, 'count.mjs'); // a file: node's runner hands `-e` on to its children
      writeFileSync(script, `import { nodeTests } from ${JSON.stringify(inRoot('tests/setup/lib/runners.mjs'))};
        const { passed, failed, skipped } = await nodeTests('x', ${JSON.stringify(files)});
        console.log('COUNT ' + [passed, failed, skipped]);`);
      const { output } = await run('env', ['-u', 'NODE_TEST_CONTEXT', process.execPath, script], { log: 'selftest' });
      return /COUNT (\S+)/.exec(output)?.[1];
    };
    assert.equal(await count([]), '0,1,0');
    assert.equal(await count([`${relative}/good.test.mjs`]), '1,0,1');
    assert.equal(await count([`${relative}/suite.test.mjs`]), '1,1,0');
    assert.equal(await count([`${relative}/empty.test.mjs`]), '0,1,0');
    assert.equal(await count([`${relative}/broken.test.mjs`]), '0,1,0');
  });

  test('test files are found below their folders', () => {
    assert.ok(testFiles(['tests/setup']).includes('tests/setup/setup.test.mjs'));
    assert.deepEqual(testFiles(['tests/setup'], ['tests/setup']), []);
  });
});
