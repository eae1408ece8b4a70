// Reads case files and compares answers with what they expect. README.md says what a case is.
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('cases/', import.meta.url));

/** @typedef {{name: string, rules: any, request: any, expect: any}} Case */

const kRules = { tendero: 1, store: { id: 'case', currency: 'EUR', timezone: 'UTC', locale: 'en' } };
const kRequest = { now: '2026-11-28T10:00:00Z', cart: { id: 'c', currency: 'EUR' } };

/** Objects are merged member by member, everything else replaced. @param {any} base @param {any} over */
function merge(base, over) {
  if (!isObject(base) || !isObject(over)) return over === undefined ? base : over;
  const merged = { ...base };
  for (const [name, value] of Object.entries(over)) merged[name] = merge(base[name], value);
  return merged;
}

/** @param {any} value */
function isObject(value) {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/** Short forms of a line: [id, unit_price, quantity, members]. @param {any} line */
function fullLine(line) {
  if (!Array.isArray(line)) return line;
  const [id, unit_price, quantity = 1, more = {}] = line;
  return { id, sku: id, quantity, unit_price, ...more };
}

/** @returns {Case[]} */
export function readCases() {
  return readdirSync(folder).filter((file) => file.endsWith('.json')).sort().flatMap((file) => {
    const { rules: commonRules = {}, request: commonRequest = {}, cases } = JSON.parse(readFileSync(folder + file, 'utf8'));
    return cases.map((/** @type {any} */ one) => {
      const rules = merge(merge(kRules, commonRules), one.rules);
      const request = merge(merge(kRequest, commonRequest), one.request);
      request.cart.lines = (request.cart.lines ?? []).map(fullLine);
      return { name: `${file.slice(0, -5)}: ${one.name}`, rules, request, expect: one.expect };
    });
  });
}

/** What an answer says in the words of `expect`. @param {any} result */
function summary(result) {
  const totals = Object.fromEntries(result.totals.map((/** @type {any} */ row) => [row.type, row.amount]));
  const rejected = result.rejected.map((/** @type {any} */ row) => [row.code ?? row.promotion, row.reason]);
  return {
    total: totals.total,
    totals,
    discounts: Object.fromEntries(result.lines.map((/** @type {any} */ line) => [line.id, line.discount])),
    units: Object.fromEntries(result.lines.map((/** @type {any} */ line) => [line.id, line.units?.map(
      (/** @type {any} */ run) => [run.count, run.total])])),
    applied: Object.fromEntries(result.applied.map((/** @type {any} */ row) => [row.promotion, row.amount ?? row.points])),
    order: result.applied.map((/** @type {any} */ row) => row.promotion),
    rejected: Object.fromEntries(rejected),
    nudges: Object.fromEntries(result.nudges.map((/** @type {any} */ row) => [row.promotion, [row.missing, row.gain]])),
    points: result.points?.earn ?? 0,
    tax: result.tax?.amount ?? null,
    options: Object.fromEntries((result.shipping?.options ?? []).map((/** @type {any} */ row) => [row.id, row.cart_total])),
    result,
  };
}

/**
 * Every member that is expected, compared; objects of `result` may have more members than expected.
 * @param {any} expected @param {any} found @param {string} path @param {boolean} exact
 * @param {string[]} problems
 */
function compare(expected, found, path, exact, problems) {
  if (isObject(expected) && isObject(found)) {
    const names = exact ? new Set([...Object.keys(expected), ...Object.keys(found)]) : Object.keys(expected);
    for (const name of names) compare(expected[name], found[name], `${path}/${name}`, exact, problems);
  } else if (Array.isArray(expected) && Array.isArray(found) && expected.length === found.length) {
    expected.forEach((one, i) => compare(one, found[i], `${path}/${i}`, exact, problems));
  } else if (expected !== found) {
    problems.push(`${path}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(found)}`);
  }
}

const kWhole = new Set(['applied', 'order', 'rejected', 'nudges', 'units']);

/** @param {Case} one @param {string} answer @returns {string[]} what differs */
export function check(one, answer) {
  const parsed = JSON.parse(answer);
  /** @type {string[]} */
  const problems = [];
  if (one.expect.error) {
    const found = (parsed.errors ?? []).map((/** @type {any} */ error) => [error.code, error.pointer]);
    compare([one.expect.error], found, 'error', true, problems);
    return problems;
  }
  if (parsed.errors) return [`refused: ${answer}`];
  const found = summary(parsed.result);
  for (const [name, expected] of Object.entries(one.expect)) {
    if (!(name in found)) throw new Error(`${one.name}: nothing can be expected of "${name}"`);
    compare(expected, found[/** @type {keyof typeof found} */ (name)], name, kWhole.has(name), problems);
  }
  const { totals } = found;
  const sum = Object.entries(totals).reduce((all, [type, amount]) => all + (type === 'total' ? 0 : amount), 0);
  if (sum !== totals.total) problems.push(`totals sum to ${sum}, not to ${totals.total}`);
  return problems;
}
