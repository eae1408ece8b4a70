import { append, assign, dictionary, kept, mapped } from '../natives.js';

/**
 * Applies the engine's delta to the last whole result: lines that went are dropped, changed ones replaced in place,
 * new ones appended, `order` obeyed, every other member replaced whole. The result equals the engine's whole answer,
 * members in the same order.
 * @param {any} whole  the previous result; not changed
 * @param {any} delta
 * @returns {any}
 */
export function applyDelta(whole, delta) {
  const { lines, removed, order, ...members } = delta;
  const next = assign({}, whole, members);
  if (lines || removed || order) next.lines = mergeLines(whole.lines ?? [], lines ?? [], removed ?? [], order);
  return next;
}

/**
 * @param {any[]} before
 * @param {any[]} changed
 * @param {string[]} removed
 * @param {string[] | undefined} order
 */
function mergeLines(before, changed, removed, order) {
  /** @type {Record<string, any>} */
  const byId = dictionary();
  for (const line of changed) byId[line.id] = line;
  /** @type {Record<string, boolean>} */
  const gone = dictionary();
  for (const id of removed) gone[id] = true;

  /** @type {Record<string, any>} */
  const standing = dictionary();
  const lines = kept(before, (line) => !gone[line.id]);
  for (let i = 0; i < lines.length; i++) {
    lines[i] = byId[lines[i].id] ?? lines[i];
    standing[lines[i].id] = lines[i];
  }
  for (const line of changed) {
    if (standing[line.id]) continue;
    append(lines, line);
    standing[line.id] = line;
  }
  return order ? mapped(order, (id) => standing[id]) : lines;
}
