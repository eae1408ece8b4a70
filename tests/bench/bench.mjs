// The benchmark's command: all cells of a seeded workload, or one, as tables and as a JSON file.
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { promisify, parseArgs } from 'node:util';
import { inRoot } from '../setup/lib/paths.mjs';
import { Stop } from '../setup/lib/run.mjs';

export const kRules = [10, 100, 1000, 10000];
export const kLines = [1, 10, 100, 500];
const kBase = 'plain JavaScript, whole call';

/** @param {string[]} args */
export function options(args) {
  let values;
  try {
    ({ values } = parseArgs({
      args,
      options: {
        seed: { type: 'string', default: '1' }, rules: { type: 'string' }, lines: { type: 'string' }, rounds: { type: 'string', default: '7' },
        budget: { type: 'string', default: '60' }, json: { type: 'string' },
      },
    }));
  } catch (error) {
    throw new Stop(`${/** @type {Error} */ (error).message.split('. ')[0]}; npm run bench -- --seed N --rules N --lines N --rounds N --budget MS --json FILE`);
  }
  const whole = (/** @type {string} */ name, /** @type {string} */ text, least = 1, most = 1e6) => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < least || value > most) throw new Stop(`--${name} must be a whole number from ${least} to ${most}, not "${text}"`);
    return value;
  };
  return {
    seed: whole('seed', values.seed, 0, 2 ** 32 - 1),
    rules: values.rules === undefined ? kRules : [whole('rules', values.rules, 1, 10000)],
    lines: values.lines === undefined ? kLines : [whole('lines', values.lines, 1, 1000)],
    rounds: whole('rounds', values.rounds, 5, 1000),
    budgetMs: whole('budget', values.budget, 1, 60000),
    json: values.json,
  };
}

const micro = (/** @type {number} */ us) => (us >= 100 ? us.toFixed(0) : us >= 10 ? us.toFixed(1) : us.toFixed(2));
const percent = (/** @type {number} */ share) => `${(share * 100).toFixed(share === 1 ? 0 : 1)} %`;

/** @param {any} cell @returns {string} */
export function cellTable(cell) {
  const base = cell.engines.find((/** @type {any} */ each) => each.name === kBase).median_us;
  const { agree } = cell;
  const head = `${cell.rules} promotions × ${cell.lines} lines, seed ${cell.seed}: ${cell.matching.toFixed(1)} match a cart; loaded in ${cell.load_ms.toFixed(1)} ms\n`
    + `  agrees with ours on all amounts: plain JavaScript ${percent(agree.reference)}, native bytes ${percent(agree.native)}; `
    + `right matches: json-rules-engine ${percent(agree.json_rules_engine)}, json-logic-engine ${percent(agree.json_logic_engine)}\n`;
  const rows = cell.engines.map((/** @type {any} */ each) =>
    `  ${each.name.padEnd(42)}${micro(each.median_us).padStart(10)} µs  ${`${micro(each.low_us)}–${micro(each.high_us)}`.padStart(18)}${micro(each.least_us).padStart(10)}${(each.median_us / base).toFixed(2).padStart(9)}`);
  return `${head}  ${'engine'.padEnd(42)}${'median'.padStart(13)}  ${'rounds, low–high'.padStart(18)}${'least'.padStart(10)}${'ratio'.padStart(9)}\n${rows.join('\n')}\n`;
}

/** How often one engine's time goes into another's, cell by cell: above 1 the second is faster. */
const kRatios = [
  ['plain JavaScript ÷ tendero wasm, whole call', kBase, 'tendero wasm, whole call'],
  ['plain JavaScript ÷ tendero wasm, one quantity as a delta', 'plain JavaScript, one quantity', 'tendero wasm, one quantity, delta'],
  ['plain JavaScript ÷ tendero native, whole call', kBase, 'tendero native, whole call'],
  ['tendero wasm: whole call ÷ one quantity as a delta', 'tendero wasm, whole call', 'tendero wasm, one quantity, delta'],
  ['json-rules-engine (matching) ÷ tendero wasm, whole call', 'json-rules-engine, matching only', 'tendero wasm, whole call'],
  ['json-logic-engine (matching) ÷ tendero wasm, whole call', 'json-logic-engine, matching only', 'tendero wasm, whole call'],
  ['tendero wasm, whole call ÷ JSON.parse(JSON.stringify(cart))', 'tendero wasm, whole call', 'JSON.parse(JSON.stringify(cart))'],
];

/** @param {any[]} cells */
export function ratioTables(cells) {
  const rules = [...new Set(cells.map((one) => one.rules))];
  const lines = [...new Set(cells.map((one) => one.lines))];
  const median = (/** @type {any} */ one, /** @type {string} */ name) => one.engines.find((/** @type {any} */ each) => each.name === name).median_us;
  return kRatios.map(([title, over, under]) => {
    const row = (/** @type {number} */ r) => lines.map((l) => {
      const one = cells.find((each) => each.rules === r && each.lines === l);
      return (one ? (median(one, over) / median(one, under)).toPrecision(3) : '').padStart(10);
    }).join('');
    return [`${title}`, `${'promotions \\ lines'.padEnd(20)}${lines.map((l) => String(l).padStart(10)).join('')}`,
      ...rules.map((r) => `${String(r).padEnd(20)}${row(r)}`)].join('\n');
  }).join('\n\n');
}

/** @param {{seed: number, rules: number, lines: number, rounds: number, budgetMs: number}} of @returns {Promise<any>} */
export async function runCell(of) {
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', inRoot('tests/bench/cell.mjs'), JSON.stringify(of)], { maxBuffer: 1e8 });
  return JSON.parse(stdout);
}

/** @param {string[]} args */
export async function bench(args) {
  const { seed, rules, lines, rounds, budgetMs, json } = options(args);
  process.stdout.write(`seed ${seed}, ${rounds} rounds of ${budgetMs} ms, Node ${process.versions.node}, ${cpus()[0]?.model ?? 'unknown processor'}; ratio: 1 is plain JavaScript\n\n`);
  const cells = [];
  for (const r of rules) for (const l of lines) {
    const one = await runCell({ seed, rules: r, lines: l, rounds, budgetMs });
    process.stdout.write(`${cellTable(one)}\n`);
    cells.push(one);
  }
  if (cells.length > 1) process.stdout.write(`${ratioTables(cells)}\n\n`);
  if (json) writeFileSync(json, `${JSON.stringify({ seed, rounds, budget_ms: budgetMs, node: process.versions.node, cells }, null, 1)}\n`);
  const differing = cells.filter((one) => one.agree.reference < 1 || one.agree.native < 1).length;
  if (differing > 0) process.stdout.write(`In ${differing} of ${cells.length} cells somebody computes other amounts than ours: see the shares above.\n`);
}
