/**
 * From "pay" to an order. The quote is asked for at the total that the shopper saw; the back end verifies it, charges
 * and confirms. The order keeps one id over every attempt, so that none of them can count twice.
 */
import { BackendError, call } from './backend.js';
import { empty, listPrices } from './cart.js';
import { tendero } from './tendero.js';
import { shownTotal } from './sums.js';
import { lastSignature, signCart } from './signing.js';

const ATTEMPT = 'orbayu.attempt';

/** What happened instead: `changed` (from, to), `offers-unavailable`, `declined`, `cart-changed`, `try-again`. */
export class NotPaid extends Error {
  /** @param {string} kind @param {{from?: number, to?: number}} [values] cents */
  constructor(kind, values = {}) {
    super(kind);
    this.kind = kind;
    this.values = values;
  }
}

function orderId() {
  let id = sessionStorage.getItem(ATTEMPT);
  if (!id) sessionStorage.setItem(ATTEMPT, id = crypto.randomUUID());
  return id;
}

const totalOf = (result) => result?.totals.find(({ type }) => type === 'total')?.amount;

async function quoteAt(total) {
  if (!tendero) throw new NotPaid('offers-unavailable');
  try {
    const { quote } = await tendero.quote({ expect: total });
    return { quote, cart_token: lastSignature(), total };
  } catch (error) {
    if (error.code === 'totals_changed') throw new NotPaid('changed', { from: total, to: totalOf(error.detail?.result) ?? shownTotal() });
    throw new NotPaid('offers-unavailable');
  }
}

async function atListPrices() {
  return { cart_token: await signCart().catch(() => { throw new NotPaid('try-again'); }), total: listPrices().total };
}

const KINDS = { payment_declined: 'declined', cart_changed: 'cart-changed', customer_changed: 'cart-changed', prices_unverified: 'cart-changed', quote_invalid: 'cart-changed', ruleset_stale: 'cart-changed', quote_expired: 'cart-changed' };

function refused(error, total) {
  if (!(error instanceof BackendError)) return new NotPaid('try-again');
  const { body, code, status } = error;
  if (code === 'totals_changed') return new NotPaid('changed', { from: total, to: body.total ?? totalOf(body.problem?.answer?.result) ?? shownTotal() });
  if (KINDS[code]) return new NotPaid(KINDS[code]);
  return new NotPaid(status === 409 ? 'sold-out' : 'try-again');
}

/** What the page showed, for the confirmation: Tendero's lines, what was saved, points. */
function shown() {
  const result = tendero?.state !== 'list-prices' && tendero?.result;
  if (!result) return undefined;
  return { lines: result.lines.map(({ id, total }) => [id, total]), saved: tendero.prices().saved, points: result.points?.earn ?? 0 };
}

/**
 * @param {{email: string, address: any, payment: string}} given
 * @param {{list?: boolean}} [how] `list`: the shopper agreed to list prices
 */
export async function pay(given, { list = false } = {}) {
  const priced = list ? await atListPrices() : await quoteAt(shownTotal());
  const seen = list ? undefined : shown();
  let order;
  try {
    order = await call('/orders', { id: orderId(), ...given, ...priced });
  } catch (error) {
    const reason = refused(error, priced.total);
    // What ran out or changed is known to the server alone: a new quote corrects the prices on the page.
    if (['sold-out', 'cart-changed', 'changed'].includes(reason.kind)) await tendero?.quote().catch(() => {});
    throw reason;
  }
  sessionStorage.removeItem(ATTEMPT);
  sessionStorage.setItem('orbayu.order', JSON.stringify({ ...order, shown: seen }));
  empty();
  return order;
}
