import { TenderoError } from '../errors.js';
import { append, assign, dictionary, isoTime, kept, keys, mapped, position } from '../natives.js';
import { canonical } from './canonical.js';

/**
 * What the shop wants priced, apart from the time: an immutable value; each change makes a new one that shares all
 * that did not change (so the difference to the last request is found quickly).
 * @typedef {{cart: any, customer: any, context: any, detail: string, explain: string}} Wish
 */

/**
 * @param {string | undefined} currency
 * @param {string | undefined} locale
 * @returns {Wish}
 */
export function emptyWish(currency, locale) {
  const cart = assign(dictionary(), currency && { currency }, { lines: [] });
  const context = assign(dictionary(), { channel: 'web' }, locale && { locale });
  return { cart, customer: undefined, context, detail: 'lines', explain: 'nearest' };
}

/**
 * @param {Wish} wish
 * @param {any} cart  the shop's cart: lines, shipping, id, currency, attributes
 * @returns {Wish}
 */
export function withCart(wish, cart) {
  const { codes: _codes, ...rest } = canonical(cart);
  const next = assign(dictionary(), wish.cart.currency && { currency: wish.cart.currency }, rest);
  next.lines ??= [];
  return { ...wish, cart: next };
}

/** @param {Wish} wish @param {any} line  id and the members to change; quantity 0 removes it @returns {Wish} */
export function withLine(wish, line) {
  const change = canonical(line);
  if (change.quantity === 0) return withoutLine(wish, change.id);
  const at = position(wish.cart.lines, (old) => old.id === change.id);
  if (at < 0) {
    const errors = [{ code: 'line_unknown', pointer: '/id', found: `${change.id}`, expected: 'the id of a line' }];
    throw new TenderoError('line_unknown', { errors });
  }
  const lines = mapped(wish.cart.lines, (old, i) => (i === at ? merged(old, change) : old));
  return withLines(wish, lines);
}

/** @param {any} old @param {any} change  a null member takes it away */
function merged(old, change) {
  const next = assign(dictionary(), old, change);
  for (const name of keys(change)) if (change[name] === null) delete next[name];
  return next;
}

/** @param {Wish} wish @param {any} line @returns {Wish} */
export function withNewLine(wish, line) {
  const lines = mapped(wish.cart.lines, (old) => old);
  append(lines, canonical(line));
  return withLines(wish, lines);
}

/** @param {Wish} wish @param {string} id @returns {Wish} */
export function withoutLine(wish, id) {
  return withLines(wish, kept(wish.cart.lines, (line) => line.id !== id));
}

/** @param {Wish} wish @param {any[]} lines @returns {Wish} */
function withLines(wish, lines) {
  return { ...wish, cart: assign(dictionary(), wish.cart, { lines: lines }) };
}

/** @param {Wish} wish @param {any} shipping  members to change; null takes the whole away @returns {Wish} */
export function withShipping(wish, shipping) {
  const cart = assign(dictionary(), wish.cart);
  if (shipping === null) delete cart.shipping;
  else cart.shipping = merged(cart.shipping ?? dictionary(), canonical(shipping));
  return { ...wish, cart };
}

/** @param {Wish} wish @param {any} facts @returns {Wish} */
export function withCustomer(wish, facts) {
  return { ...wish, customer: facts ? canonical(facts) : undefined };
}

/** @param {Wish} wish @param {any} facts  members to change @returns {Wish} */
export function withContext(wish, facts) {
  return { ...wish, context: merged(wish.context, canonical(facts)) };
}

/**
 * The request of rules.md §8 for this wish. Fragments go to the local engine only: the server takes their signed form.
 * @param {Wish} wish
 * @param {{now: number, codes: string[], fragments?: any[], exhausted?: string[]}} more
 * @returns {any}
 */
export function buildRequest(wish, more) {
  const cart = assign(dictionary(), wish.cart, { codes: mapped(more.codes, (code) => code) });
  const request = assign(dictionary(), { now: isoTime(more.now), cart });
  if (wish.customer) request.customer = wish.customer;
  request.context = wish.context;
  request.explain = wish.explain;
  request.detail = wish.detail;
  request.fragments = mapped(more.fragments ?? [], (fragment) => fragment);
  request.usage = usageOf(more.exhausted ?? []);
  return request;
}

/** @param {string[]} exhausted  ids of promotions with nothing left */
function usageOf(exhausted) {
  const usage = dictionary();
  for (const id of exhausted) usage[id] = { uses_left: 0 };
  return usage;
}
