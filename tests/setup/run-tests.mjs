// npm test [-- PART…]: builds what changed, then runs every test, or the named parts. The last line is
// "N passed, N failed, N skipped"; the exit code is 0 only when nothing failed.
import { asan, buildAll, prepare } from './build.mjs';
import { ctest, nodeTests, table, testFiles, tsc } from './lib/runners.mjs';
import { Stop, main } from './lib/run.mjs';

/** @typedef {import('./lib/runners.mjs').Row} Row */

const kBrowser = 'tests/browser';
const kApart = [kBrowser, 'tests/tidy', 'tests/size', 'tests/docs', 'tests/server', 'tests/faults'];

/** @type {Record<string, () => Promise<Row | Row[]>>} in the order in which they run */
const parts = {
  unit: () => ctest('native'),
  js: () => nodeTests('JavaScript', testFiles(['js-glue', 'demo-store', 'tests'], kApart)),
  types: () => tsc(),
  tidy: () => nodeTests('tidy', testFiles(['tests/tidy'])),
  size: () => nodeTests('size', testFiles(['tests/size'])),
  server: () => nodeTests('server', testFiles(['tests/server', 'tests/faults'])),
  browser: () => nodeTests('browser', testFiles([kBrowser])),
  docs: () => nodeTests('documents', testFiles(['tests/docs']), 1),
  asan: async () => (await asan(), ctest('asan')),
};

/** The parts that a plain `npm test` runs; sanitizers take minutes, .ci/run adds them. */
const kDefault = Object.keys(parts).filter((name) => name !== 'asan');

await main(async (names) => {
  const unknown = names.find((name) => !Object.hasOwn(parts, name));
  if (unknown) throw new Stop(`there is no part "${unknown}" to test; there are: ${Object.keys(parts).join(', ')}`);
  const chosen = names.length > 0 ? Object.keys(parts).filter((name) => names.includes(name)) : kDefault;
  await prepare(['build', 'test']);
  await buildAll();
  /** @type {Row[]} */
  const rows = [];
  for (const name of chosen) {
    process.stdout.write(`\n— ${name}\n`);
    rows.push(...[await parts[name]()].flat());
  }
  process.stdout.write(`\n${table(rows)}\n`);
  return rows.some((row) => row.failed > 0) ? 1 : 0;
});
