import { append, dictionary, found, kept, mapped, parse } from '../natives.js';
import { totalOf } from './compare.js';

/**
 * A line's price as a page shows it; minor units. `was` is what it would cost without offers (the list price where it
 * is higher); `offers` are the promotions that took something off.
 * @typedef {{id: string, quantity: number, was: number, total: number, saved: number,
 *   offers: {promotion: string, title?: string, amount: number}[]}} LinePrice
 */

/**
 * @param {any} result  undefined before the first answer
 * @param {import('../request/wish.js').Wish} wish
 * @returns {{currency?: string, lines: Record<string, LinePrice>, subtotal: number, saved: number, total: number,
 *   due: number}}
 */
export function pricesOf(result, wish) {
  /** @type {Record<string, LinePrice>} */
  const lines = dictionary();
  if (!result) return { lines, subtotal: 0, saved: 0, total: 0, due: 0 };
  for (const line of result.lines) lines[line.id] = linePrice(line, result, listPriceOf(wish, line.id));
  const subtotal = totalOf(result, 'subtotal');
  const off = ['items_discount', 'discount', 'fulfillment_discount'];
  let saved = 0;
  for (const type of off) saved -= totalOf(result, type);
  return { currency: result.currency, lines, subtotal, saved, total: totalOf(result), due: result.due };
}

/** @param {any} line @param {any} result @param {number} listPrice */
function linePrice(line, result, listPrice) {
  /** @type {LinePrice['offers']} */
  const offers = [];
  for (const part of line.allocations ?? []) {
    const applied = found(result.applied, (/** @type {any} */ one) => one.promotion === part.promotion);
    append(offers, { promotion: part.promotion, title: applied?.title, amount: part.amount });
  }
  const was = Math.max(line.subtotal, listPrice * line.quantity);
  return { id: line.id, quantity: line.quantity, was, total: line.total, saved: was - line.total, offers };
}

/** @param {import('../request/wish.js').Wish} wish @param {string} id @returns {number} */
function listPriceOf(wish, id) {
  for (const line of wish.cart.lines) if (line.id === id) return line.list_price ?? 0;
  return 0;
}

/**
 * @param {any} result
 * @returns {{applied: any[], nearest: any[]}}  promotions that run, and those within reach with what is missing
 */
export function offersOf(result) {
  return { applied: result?.applied ?? [], nearest: result?.nudges ?? [] };
}

/**
 * @param {string | undefined} bundle  the public rules
 * @returns {string[]}  ids of promotions with an effect that makes the delivery free
 */
export function freeDeliveryOf(bundle) {
  const promotions = bundle ? (parse(bundle).promotions ?? []) : [];
  const free = (/** @type {any} */ effect) =>
    effect.type === 'free_shipping' || (effect.type === 'percent_off' && effect.target === 'shipping' && effect.percent === 100);
  const freeing = kept(promotions, (/** @type {any} */ one) => found(one.effects, free) !== undefined);
  return mapped(freeing, (/** @type {any} */ one) => one.id);
}
