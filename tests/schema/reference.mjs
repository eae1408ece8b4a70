// Reads wasm/REFERENCE.md: its tables, and its examples as whole texts.
import { readFileSync } from 'node:fs';
import { inRoot } from '../setup/lib/paths.mjs';
import { blocks } from '../docs/markdown.mjs';

/** @typedef {Record<string, string>} Row  by the table's header */
/** @typedef {{line: number, kind: 'ruleset' | 'request' | 'change', value: any}} Example  what one loads, prices or applies */

const kPath = 'wasm/REFERENCE.md';
export const text = readFileSync(inRoot(kPath), 'utf8');

/** @param {string} cell @returns {string} what stands in backquotes, or the cell */
export const bare = (cell) => /^`([^`]+)`$/.exec(cell)?.[1] ?? cell;

/** @param {string} markdown @returns {Map<string, Row[]>} the tables, by the heading above each */
export function tables(markdown = text) {
  /** @type {Map<string, Row[]>} */
  const found = new Map();
  let heading = '';
  /** @type {string[] | null} */
  let header = null;
  for (const line of markdown.replace(/^```[^]*?^```$/gm, '').split('\n')) {
    const title = /^#+ (.+)$/.exec(line);
    if (title) heading = title[1];
    if (!line.startsWith('|')) header = null;
    if (!line.startsWith('|') || /^\|[-| ]+$/.test(line)) continue;
    const cells = line.split('|').slice(1, -1).map((cell) => cell.trim());
    if (!header) {
      header = cells;
      found.set(heading, []);
    } else {
      found.get(heading)?.push(Object.fromEntries(header.map((name, index) => [name, cells[index] ?? ''])));
    }
  }
  return found;
}

const kStore = { currency: 'EUR' };
const kSegments = { big_spender: { fact: 'customer.spent', gte: 50000 } };

/** A ruleset around promotions. @param {any[]} promotions */
export const rulesOf = (promotions) => ({ tendero: 1, store: kStore, segments: kSegments, promotions });

/** @param {any} condition @returns {any} a ruleset that asks for it where it may be asked */
export function rulesAsking(condition) {
  const ofLine = String(condition.fact ?? '').startsWith('line.');
  const isPrivate = condition.fact === 'cart.codes';
  const effect = { type: 'percent_off', percent: 10, ...(ofLine ? { where: condition } : {}) };
  return rulesOf([{ id: 'example', ...(isPrivate ? { trigger: 'code' } : {}), ...(ofLine ? {} : { when: condition }), effects: [effect] }]);
}

/** What turns a block's kind into a text of its own. @type {Record<string, (value: any) => {kind: Example['kind'], value: any}>} */
const kWhole = {
  ruleset: (value) => ({ kind: 'ruleset', value }),
  store: (store) => ({ kind: 'ruleset', value: { tendero: 1, store } }),
  promotion: (promotion) => ({ kind: 'ruleset', value: rulesOf([promotion]) }),
  effect: (effect) => ({ kind: 'ruleset', value: rulesOf([{ id: 'example', effects: [effect] }]) }),
  condition: (condition) => ({ kind: 'ruleset', value: rulesAsking(condition) }),
  request: (value) => ({ kind: 'request', value }),
  change: (value) => ({ kind: 'change', value }),
};

/** @returns {Example[]} the blocks and the examples in tables */
export function examples() {
  const fenced = blocks(kPath, text).filter(({ language, how }) => language === 'json' && how !== '').map(({ line, how, text: body }) => {
    if (!kWhole[how]) throw new Error(`${kPath}:${line}: nobody knows what "${how}" is an example of`);
    return { line, ...kWhole[how](JSON.parse(body)) };
  });
  const inTables = [...tables().values()].flat().filter((row) => row.example)
    .map((row) => ({ line: 0, ...kWhole.condition(JSON.parse(bare(row.example))) }));
  return [...fenced, ...inTables];
}
