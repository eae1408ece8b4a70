import { append, dictionary, keys } from '../natives.js';
import { toText } from '../request/text.js';

/** Members of the request that `change` can set, and where they stand. */
const OF_CART = ['codes', 'gifts', 'shipping', 'points_to_spend', 'gift_cards'];
const OF_REQUEST = ['now', 'customer', 'context', 'fragments', 'usage', 'explain', 'detail'];
const SETTABLE = dictionary();
for (const name of [...OF_CART, ...OF_REQUEST, 'lines', 'cart']) SETTABLE[name] = true;

/**
 * What `change` must be told so that the cart inside the engine becomes `next`.
 * @param {any} before  the request that the engine holds
 * @param {any} next
 * @returns {{set?: any, add?: any[], remove?: string[]} | undefined}  undefined when only opening it anew will do
 */
export function difference(before, next) {
  /** @type {any} */
  const set = {};
  if (!setMembers(set, before, next, OF_REQUEST)) return undefined;
  if (!setMembers(set, before.cart, next.cart, OF_CART)) return undefined;
  if (!sameRest(before, next) || !sameRest(before.cart, next.cart)) return undefined;
  const lines = differentLines(before.cart.lines, next.cart.lines);
  if (!lines) return undefined;
  if (lines.changed.length) set.lines = lines.changed;
  return {
    ...(keys(set).length && { set }),
    ...(lines.added.length && { add: lines.added }),
    ...(lines.removed.length && { remove: lines.removed }),
  };
}

/**
 * @param {any} set
 * @param {any} before
 * @param {any} next
 * @param {string[]} names
 * @returns {boolean}  false when a member went away, which `set` cannot say
 */
function setMembers(set, before, next, names) {
  for (const name of names) {
    if (same(before[name], next[name])) continue;
    if (next[name] === undefined) return false;
    set[name] = next[name];
  }
  return true;
}

/** @param {any} before @param {any} next */
function sameRest(before, next) {
  for (const name of keys({ ...before, ...next })) {
    if (!SETTABLE[name] && !same(before[name], next[name])) return false;
  }
  return true;
}

/**
 * @param {any[]} before
 * @param {any[]} next
 * @returns {{changed: any[], added: any[], removed: string[]} | undefined}  undefined when the order changed
 */
function differentLines(before, next) {
  /** @type {Record<string, number>} */
  const place = dictionary();
  for (let i = 0; i < before.length; i++) place[before[i].id] = i;
  /** @type {any[]} */
  const changed = [];
  /** @type {any[]} */
  const added = [];
  /** @type {Record<string, boolean>} */
  const seen = dictionary();
  let last = -1;
  for (const line of next) {
    const at = place[line.id];
    if (seen[line.id]) return undefined;
    seen[line.id] = true;
    if (at === undefined) {
      append(added, line);
      continue;
    }
    if (at < last || added.length) return undefined;
    last = at;
    const members = differentMembers(before[at], line);
    if (members) append(changed, members);
  }
  /** @type {string[]} */
  const removed = [];
  for (const line of before) if (!seen[line.id]) append(removed, line.id);
  return { changed, added, removed };
}

/** @param {any} before @param {any} next */
function differentMembers(before, next) {
  if (before === next) return undefined;
  /** @type {any} */
  let members;
  for (const name of keys({ ...before, ...next })) {
    if (same(before[name], next[name])) continue;
    members ??= { id: next.id };
    members[name] = next[name] ?? null;
  }
  return members;
}

/** @param {any} a @param {any} b */
function same(a, b) {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  return toText(a) === toText(b);
}
