import { append, dictionary } from '../natives.js';

/**
 * One amount that is no longer what the shopper saw. `id` of a line, `type` of a total; minor units.
 * @typedef {{kind: 'line' | 'total' | 'shipping', id?: string, type?: string, from: number, to: number}} PriceChange
 */

/**
 * The amounts that differ between two results of the same cart: lines that stand in both, the delivery, the totals.
 * @param {any} before
 * @param {any} after
 * @returns {PriceChange[]}
 */
export function priceChanges(before, after) {
  /** @type {PriceChange[]} */
  const changes = [];
  /** @type {Record<string, any>} */
  const lines = dictionary();
  for (const line of before.lines ?? []) lines[line.id] = line;
  for (const line of after.lines ?? []) {
    const old = lines[line.id];
    if (old && old.total !== line.total) {
      append(changes, { kind: 'line', id: line.id, from: old.total, to: line.total });
    }
  }
  const delivery = [before.shipping?.total, after.shipping?.total];
  if (delivery[0] !== undefined && delivery[1] !== undefined && delivery[0] !== delivery[1]) {
    append(changes, { kind: 'shipping', from: delivery[0], to: delivery[1] });
  }
  const total = [totalOf(before), totalOf(after)];
  if (total[0] !== total[1]) append(changes, { kind: 'total', type: 'total', from: total[0], to: total[1] });
  return changes;
}

/**
 * @param {any} result
 * @param {string} [type]
 * @returns {number}  minor units; 0 when the answer has no such total
 */
export function totalOf(result, type = 'total') {
  for (const entry of result.totals ?? []) if (entry.type === type) return entry.amount;
  return 0;
}

/**
 * Which cart was priced: lines, quantities and prices as sent, delivery and codes. Two results of the same cart that
 * differ were priced by different rules.
 * @param {import('../request/wish.js').Wish} wish
 * @param {string[]} codes
 * @returns {string}
 */
export function cartName(wish, codes) {
  const { lines, shipping } = wish.cart;
  let name = `${codes}|${shipping?.method ?? ''}`;
  for (const line of lines) name += `|${line.id}*${line.quantity}@${line.unit_price}`;
  return name;
}
