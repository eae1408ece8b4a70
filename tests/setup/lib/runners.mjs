// The runners of `npm test`, each with its counts: ctest (every doctest case counts), node's test runner, tsc.
import { existsSync } from 'node:fs';
import { run as runTests } from 'node:test';
import { spec } from 'node:test/reporters';
import { filesBelow } from './stamp.mjs';
import { moduleBin } from './npm.mjs';
import { inRoot } from './paths.mjs';
import { run } from './run.mjs';

/** @typedef {{name: string, passed: number, failed: number, skipped: number, seconds: number, failures: string[]}} Row */

const isTest = (/** @type {string} */ path) => /\.test\.m?js$/.test(path);

/** @param {string[]} folders @param {string[]} [without] folders below them that another row runs */
export const testFiles = (folders, without = []) =>
  filesBelow(folders).filter((path) => isTest(path) && !without.some((folder) => path.startsWith(`${folder}/`)));

/**
 * Reads one verbose ctest run: a row for each registered test, doctest's own numbers where it prints them.
 * @param {string} output of `ctest -V` @returns {Row[]}
 */
export function readCtest(output) {
  /** @type {Map<string, {name: string, cases?: number[]}>} */
  const tests = new Map();
  /** @type {Row[]} */
  const rows = [];
  for (const line of output.split('\n')) {
    const start = /^\s*Start\s+(\d+): (\S+)/.exec(line);
    if (start) tests.set(start[1], { name: start[2] });
    const cases = /^(\d+): \[doctest\] test cases:\s*(\d+)\s*\|\s*(\d+) passed\s*\|\s*(\d+) failed\s*\|\s*(\d+) skipped/.exec(line);
    if (cases) Object.assign(tests.get(cases[1]) ?? {}, { cases: cases.slice(2).map(Number) });
    const end = /^\s*\d+\/\d+ Test\s+#(\d+): \S+ \.*\s*(.*?)\s+([\d.]+) sec/.exec(line);
    if (!end) continue;
    const test = tests.get(end[1]);
    if (!test) continue;
    rows.push(ctestRow(test.name, test.cases, end[2], Number(end[3])));
  }
  return rows;
}

/** @param {string} name @param {number[] | undefined} cases @param {string} verdict @param {number} seconds @returns {Row} */
function ctestRow(name, cases, verdict, seconds) {
  const ok = /^Passed/.test(verdict);
  const skipped = /Skipped|Not Run/.test(verdict);
  const row = { name, passed: 0, failed: 0, skipped: 0, seconds, failures: ok || skipped ? [] : [`${name}: ${verdict}`] };
  if (cases) Object.assign(row, { passed: cases[1], failed: cases[2], skipped: cases[3] });
  else if (ok) row.passed = 1;
  else if (/Not Run/.test(verdict) || !skipped) row.failed = 1;
  else row.skipped = 1;
  if (!ok && !skipped && row.failed === 0) row.failed = 1; // crashed before or after its summary
  return row;
}

/** @param {string} preset @returns {Promise<Row[]>} */
export async function ctest(preset) {
  const { output, code } = await run('ctest', ['--test-dir', `build/${preset}`, '-V', '-j2', '--timeout', '600'], { log: `ctest-${preset}`, quiet: true });
  const rows = readCtest(output);
  if (rows.length === 0) rows.push(broken(`ctest ${preset}`, 'no C++ test ran'));
  else if (code !== 0 && rows.every((row) => row.failed === 0)) rows.push(broken(`ctest ${preset}`, `ctest ended with ${code}`));
  for (const row of rows) if (preset !== 'native') row.name = `${row.name} (${preset})`;
  if (rows.some((row) => row.failed > 0)) process.stdout.write(failedParts(output));
  return rows;
}

/** What a reader wants of a failed ctest log: doctest's reports. @param {string} output */
function failedParts(output) {
  const lines = output.split('\n').filter((line) => /^\d+: /.test(line));
  const at = lines.findIndex((line) => /ERROR|FATAL|SUMMARY|runtime error|Assertion|terminate/.test(line));
  return `${lines.slice(Math.max(0, at - 5), at + 60).join('\n')}\n  the whole output is in build/log/ctest-*.log\n`;
}

/** @param {string} name @param {string} why @returns {Row} */
export const broken = (name, why) => ({ name, passed: 0, failed: 1, skipped: 0, seconds: 0, failures: [why] });

/**
 * Runs test files with node's runner. A file without a test, and no file at all, are failures.
 * @param {string} name @param {string[]} files @param {number} [concurrency] @returns {Promise<Row>}
 */
export async function nodeTests(name, files, concurrency = 2) {
  const from = performance.now();
  if (files.length === 0) return broken(name, 'no test file found');
  /** @type {Row} */
  const row = { name, passed: 0, failed: 0, skipped: 0, seconds: 0, failures: [] };
  const stream = runTests({ files: files.map((file) => inRoot(file)), concurrency, timeout: 600_000 });
  stream.on('test:pass', (event) => count(row, event, true));
  stream.on('test:fail', (event) => count(row, event, false));
  const report = stream.compose(new spec());
  for await (const text of report) process.stdout.write(String(text));
  row.seconds = (performance.now() - from) / 1000;
  if (row.passed + row.failed === 0) row.failed = 1;
  return row;
}

/** @param {Row} row @param {any} event @param {boolean} passed */
function count(row, event, passed) {
  const ownFault = event.details?.error?.failureType !== 'subtestsFailed';
  if (event.details?.type === 'suite' && (passed || !ownFault)) return; // its tests count
  const emptyFile = passed && event.nesting === 0 && event.name === event.file;
  if (emptyFile) { row.failed += 1; row.failures.push(`${event.file}: holds no test`); return; }
  if (event.skip !== undefined || event.todo !== undefined) { row.skipped += 1; return; }
  if (passed) { row.passed += 1; return; }
  row.failed += 1;
  if (ownFault) row.failures.push(`${event.name} (${event.file ?? ''})`);
}

/** JavaScript checked as TypeScript: one project is one test. @returns {Promise<Row>} */
export async function tsc(projects = ['.', 'js-glue', 'demo-store', 'tests']) {
  const from = performance.now();
  /** @type {Row} */
  const row = { name: 'types (tsc)', passed: 0, failed: 0, skipped: 0, seconds: 0, failures: [] };
  for (const project of projects) {
    const config = `${project}/tsconfig.json`;
    if (!existsSync(inRoot(config))) continue;
    const { code, output } = await run(moduleBin('tsc'), ['-p', config, '--pretty', 'false'], { log: 'tsc', quiet: true });
    if (code === 0) row.passed += 1;
    else { row.failed += 1; row.failures.push(`tsc -p ${config}`); process.stdout.write(output); }
  }
  if (row.passed + row.failed === 0) return broken(row.name, 'no tsconfig.json found');
  row.seconds = (performance.now() - from) / 1000;
  return row;
}

/** The closing table and the plain last line. @param {Row[]} rows */
export function table(rows) {
  const width = Math.max(...rows.map((row) => row.name.length), 8);
  const cells = (/** @type {(string | number)[]} */ values) => values.map((value) => String(value).padStart(8)).join('');
  const lines = [`${'runner'.padEnd(width)}${cells(['passed', 'failed', 'skipped', 'seconds'])}`];
  for (const row of rows) lines.push(`${row.name.padEnd(width)}${cells([row.passed, row.failed, row.skipped, row.seconds.toFixed(1)])}`);
  const sum = (/** @type {'passed' | 'failed' | 'skipped'} */ key) => rows.reduce((total, row) => total + row[key], 0);
  for (const row of rows) for (const failure of row.failures) lines.push(`failed: ${row.name}: ${failure}`);
  lines.push('', `${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`);
  return lines.join('\n');
}
