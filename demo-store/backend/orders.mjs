/**
 * One order from the signed quote to the confirmation. Every step may be repeated: its Idempotency-Key is made of the
 * order's id, so a second click, a lost answer or a restart in the middle never redeems or charges twice.
 */
import { OutcomeUnknown, Refused } from './tendero.mjs';
import { charge, refund } from './payment.mjs';

/** An answer that the page can act on: HTTP status and a `code`. */
export class Problem extends Error {
  constructor(status, code, more = {}) {
    super(code);
    this.status = status;
    this.body = { code, ...more };
  }
}

export class Orders {
  #tendero;
  #store;
  #readCart;
  #busy = new Map();

  /** @param {{tendero: any, store: any, readCart: (token: string) => Promise<any>}} parts */
  constructor({ tendero, store, readCart }) {
    this.#tendero = tendero;
    this.#store = store;
    this.#readCart = readCart;
  }

  /** Places an order once; whoever asks again meanwhile waits for the same answer. */
  place(given) {
    const running = this.#busy.get(given.id);
    if (running) return running;
    const work = this.#place(given).finally(() => this.#busy.delete(given.id));
    this.#busy.set(given.id, work);
    return work;
  }

  /** Goes on with what a restart interrupted: paid, but not yet known to be confirmed. */
  async resume() {
    for (const order of this.#store.all()) {
      if (order.state === 'paid') await this.#confirm(order).catch(() => {});
    }
  }

  async #place(given) {
    const known = this.#store.get(given.id);
    if (known?.state === 'confirmed') return known;
    if (known?.state === 'paid') return this.#confirm(known);
    const cart = await this.#cartOf(given.cart_token);
    const attempt = known?.attempt ?? 0; // a declined card begins a new attempt with keys of its own
    const order = { ...await (given.quote ? this.#reserve(given, cart, attempt) : this.#atListPrices(given, cart)), attempt };
    if (await charge({ order: order.id, amount: order.total, token: given.payment }) === 'declined') {
      await this.#giveBack(order);
      this.#store.put({ ...order, state: 'declined', attempt: attempt + 1 });
      throw new Problem(402, 'payment_declined');
    }
    this.#store.put({ ...order, state: 'paid' });
    return this.#confirm(this.#store.get(order.id));
  }

  /** Our own signature under the cart: the prices are ours, whatever the page said. */
  async #cartOf(token) {
    try {
      return (await this.#readCart(token)).cart;
    } catch (error) {
      throw new Problem(422, 'cart_invalid', { detail: error.message });
    }
  }

  async #reserve(given, cart, attempt) {
    let quote;
    try {
      quote = await this.#tendero.readQuote(given.quote);
    } catch (error) {
      throw new Problem(422, 'quote_invalid', { detail: error.message });
    }
    if (quote.prices !== 'verified') throw new Problem(409, 'prices_unverified');
    if (quote.currency !== cart.currency) throw new Problem(409, 'cart_changed');
    if (given.total !== undefined && given.total !== quote.total) throw new Problem(409, 'totals_changed', { total: quote.total });
    const body = { quote: given.quote, order: given.id, cart_token: given.cart_token,
      ...(given.customer ? { customer_token: given.customer.token } : { customer: given.email }) };
    const held = await this.#ask(() => this.#tendero.reserve(`${given.id}.${attempt}.${quote.jti}`, body));
    return this.#order(given, cart, held);
  }

  /** Tendero was out of reach and the shopper agreed to list prices: our own sum, no offers, nothing to redeem. */
  async #atListPrices(given, cart) {
    const goods = cart.lines.reduce((sum, line) => sum + line.unit_price * line.quantity, 0);
    const delivery = cart.shipping.options.find(({ id }) => id === cart.shipping.method)?.price ?? 0;
    if (given.total !== goods + delivery) throw new Problem(409, 'totals_changed', { total: goods + delivery });
    return this.#order(given, cart, { total: goods + delivery, currency: cart.currency, applied: [] });
  }

  /** @param {any} given @param {any} cart @param {{reservation?: string, total: number, currency: string, applied?: any[]}} held */
  #order(given, cart, { reservation, total, currency, applied }) {
    const { id, address, email } = given;
    return { id, number: this.#store.get(id)?.number ?? this.#store.nextNumber(), at: new Date().toISOString(), state: 'held', reservation, total, currency,
      applied: applied ?? [], lines: cart.lines, method: cart.shipping.method, address, email, customer: given.customer?.id };
  }

  async #confirm(order) {
    if (order.reservation) {
      try {
        await this.#ask(() => this.#tendero.confirm(`${order.id}.confirm`, order.reservation, order.id));
      } catch (error) {
        // Paid, but no answer: the order stands as paid, and the next attempt asks with the same key.
        if (error.body?.code === 'tendero_unreachable') return order;
        // What the hold had is gone for good (it ended, and others took it): the money goes back.
        await refund({ order: order.id, amount: order.total });
        this.#store.put({ ...order, state: 'refunded', attempt: order.attempt + 1 });
        throw error;
      }
    }
    return this.#store.put({ ...order, state: 'confirmed' });
  }

  async #giveBack(order) {
    if (!order.reservation) return;
    // Best effort: a hold that nobody cancels ends by itself.
    await this.#tendero.cancel(`${order.id}.${order.reservation}.cancel`, order.reservation).catch(() => {});
  }

  /** Turns Tendero's refusals into answers for the page. */
  async #ask(call) {
    try {
      return await call();
    } catch (error) {
      if (error instanceof Refused) throw new Problem(error.status === 401 ? 422 : error.status, error.code, { problem: error.problem });
      if (error instanceof OutcomeUnknown) throw new Problem(503, 'tendero_unreachable', { retryable: true });
      throw error;
    }
  }
}
