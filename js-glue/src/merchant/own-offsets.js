import { isArray, parse } from '../natives.js';
import { offsets } from './offsets.js';

/**
 * A ruleset text that is being edited, made complete: publishing writes the zone's `store.offsets`, the browser fills
 * them in by Intl. They are put into the text where `store` opens, so that lines stay, and columns can be set right.
 */

/** @type {Record<string, string>} */
const tables = {};

/**
 * @template {{line?: number, column?: number}} F
 * @typedef {{text: string, placed: (faults: F[]) => F[]}} Filled  `placed`: faults as they stand in the text as written
 */

/**
 * @param {string} text
 * @param {number} now  ms since the epoch
 * @returns {Filled<any>}
 */
export function withOwnOffsets(text, now) {
  const at = storeStart(text);
  const table = at === undefined ? undefined : tableOf(text, now);
  if (at === undefined || table === undefined) return { text, placed: (faults) => faults };
  const comma = /^\s*\}/.test(text.slice(at)) ? '' : ',';
  const inserted = `"offsets":${table}${comma}`;
  const before = text.slice(0, at).split('\n');
  const line = before.length;
  const column = before[line - 1].length + 1;
  const moved = (/** @type {any} */ fault) => fault.line === line && fault.column >= column + inserted.length;
  return {
    text: text.slice(0, at) + inserted + text.slice(at),
    placed: (faults) => faults.map((fault) => (moved(fault) ? { ...fault, column: fault.column - inserted.length } : fault)),
  };
}

/**
 * @param {string} text
 * @param {number} now
 * @returns {string | undefined}  undefined where the text has a table, needs none, or cannot be read
 */
function tableOf(text, now) {
  try {
    const { store } = parse(text);
    const zone = store.timezone;
    if (typeof zone !== 'string' || /^(Etc\/)?UTC$/.test(zone) || isArray(store.offsets)) return undefined;
    return (tables[zone] ??= JSON.stringify(offsets(zone, now)));
  } catch {
    return undefined;
  }
}

/**
 * @param {string} text
 * @returns {number | undefined}  the position just inside the braces of the ruleset's `store`
 */
export function storeStart(text) {
  const tokens = /"(?:[^"\\]|\\.)*"|[{}[\]]/g;
  let depth = 0;
  for (let token = tokens.exec(text); token; token = tokens.exec(text)) {
    const [word] = token;
    if (word === '{' || word === '[') depth++;
    else if (word === '}' || word === ']') depth--;
    else if (depth === 1 && word === '"store"') {
      const opens = /^\s*:\s*\{/.exec(text.slice(tokens.lastIndex));
      if (opens) return tokens.lastIndex + opens[0].length;
    }
  }
  return undefined;
}
