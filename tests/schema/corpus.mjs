// Every ruleset and request that the repository holds or makes.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { inRoot } from '../setup/lib/paths.mjs';
import { readCases } from '../conformance/cases.mjs';
import { blocks } from '../docs/markdown.mjs';
import { paths } from '../tidy/tree.mjs';
import { examples } from './reference.mjs';

/** @typedef {{from: string, kind: 'ruleset' | 'request' | 'change', value: any}} Text */
/** @typedef {{seed: number, index: number, rules: any, request: any}} Case  of the oracle's generator */

const isRules = (/** @type {any} */ value) => value !== null && typeof value === 'object' && value.tendero === 1 && !('fragments' in value);
const isRequest = (/** @type {any} */ value) => value !== null && typeof value === 'object' && 'now' in value && Array.isArray(value.cart?.lines);

/** Rulesets and requests anywhere inside a value. @param {any} value @param {string} from @returns {Text[]} */
function inside(value, from) {
  if (isRules(value)) return [{ from, kind: 'ruleset', value }];
  if (isRequest(value)) return [{ from, kind: 'request', value }];
  return value !== null && typeof value === 'object' ? Object.entries(value).flatMap(([key, part]) => inside(part, `${from}/${key}`)) : [];
}

/** The demo's rules, and every other JSON file that holds a ruleset or a request. @returns {Text[]} */
export function files() {
  const candidates = paths().filter((path) => /^(demo-store\/rules|tests\/server|tests\/browser|wasm)\/.*\.jsonl?$/.test(path));
  return candidates.flatMap((path) => {
    const text = readFileSync(inRoot(path), 'utf8');
    const values = path.endsWith('.jsonl') ? text.split('\n').filter(Boolean).map((line) => JSON.parse(line)) : [JSON.parse(text)];
    return values.flatMap((value, index) => inside(value, values.length > 1 ? `${path}:${index + 1}` : path));
  });
}

/** The conformance cases that are not about an error. @returns {Text[]} */
export function conformance() {
  return readCases().filter(({ expect }) => !expect.error).flatMap(({ name, rules, request }) => [
    { from: `${name}, rules`, kind: /** @type {const} */ ('ruleset'), value: rules },
    { from: `${name}, request`, kind: /** @type {const} */ ('request'), value: request },
  ]);
}

/** The blocks of the README files. @returns {Text[]} */
export function documents() {
  const readmes = paths().filter((path) => /(^|\/)README\.md$/.test(path) && existsSync(inRoot(path)));
  return readmes.flatMap((path) => blocks(path, readFileSync(inRoot(path), 'utf8'))
    .filter(({ language, how }) => language === 'json' && /^(ruleset|request)\b/.test(how))
    .map(({ line, how, text }) => ({ from: `${path}:${line}`, kind: how.startsWith('ruleset') ? 'ruleset' : 'request', value: JSON.parse(text) })));
}

/** @returns {Text[]} */
export const reference = () => examples().map(({ kind, line, value }) => ({ from: `wasm/REFERENCE.md:${line}`, kind, value }));

/** Random rulesets with a request each. @param {string} seed @param {number} count @returns {Case[]} */
export function generated(seed, count) {
  const lines = execFileSync('python3', [inRoot('tests/oracle/generate.py'), '--seed', seed, '--count', String(count)], { encoding: 'utf8', maxBuffer: 1 << 28 });
  return lines.split('\n').filter(Boolean).map((line) => JSON.parse(line));
}
