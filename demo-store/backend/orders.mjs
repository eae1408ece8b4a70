/**
 * One order from the signed quote to the confirmation. What happens to it is written down before it happens
 * (charging → paid → confirmed; or declined, refunded), and every call carries a key made of the order's id: a second
 * click, a lost answer or a restart in the middle never redeems or charges twice, and nothing paid is forgotten.
 */
import { OutcomeUnknown, Refused } from './tendero.mjs';
import { charge, refund } from './payment.mjs';
import { regionOf } from '../catalogue/delivery.mjs';

/** An answer that the page can act on: HTTP status and a `code`. */
export class Problem extends Error {
  constructor(status, code, more = {}) {
    super(code);
    this.status = status;
    this.body = { code, ...more };
  }
}

/** Refusals of confirm after which the hold is gone for good. Any other (a wrong key, a wrong server) is tried again. */
const GONE = ['hold_expired', 'reservation_cancelled', 'quote_used', 'order_already_redeemed', 'already_redeemed'];
const UNFINISHED = ['charging', 'paid'];
const RETRY_MS = { first: 2_000, most: 60_000 };
const EMAIL = /^\S+@\S+\.\S+$/;

export class Orders {
  #tendero;
  #store;
  #readCart;
  #busy = new Map();
  #timer;
  #pause = RETRY_MS.first;

  /** @param {{tendero: any, store: any, readCart: (token: string) => Promise<any>}} parts */
  constructor({ tendero, store, readCart }) {
    this.#tendero = tendero;
    this.#store = store;
    this.#readCart = readCart;
  }

  /** Places an order once; whoever asks again meanwhile waits for the same answer. */
  place(given) {
    return this.#once(given.id, () => this.#place(given));
  }

  /** Goes on with every order that is charged or paid and not yet confirmed; again and again until there is none. */
  async resume() {
    for (const order of this.#unfinished()) {
      await this.#once(order.id, () => this.#goOn(this.#store.get(order.id))).catch(() => {});
    }
    this.#pause = Math.min(this.#pause * 2, RETRY_MS.most);
    this.#watch();
  }

  #unfinished() {
    return this.#store.all().filter(({ state }) => UNFINISHED.includes(state));
  }

  #watch() {
    clearTimeout(this.#timer);
    if (!this.#unfinished().length) this.#pause = RETRY_MS.first;
    else this.#timer = setTimeout(() => this.resume(), this.#pause).unref();
  }

  #once(id, work) {
    const running = this.#busy.get(id);
    if (running) return running;
    const started = work().finally(() => {
      this.#busy.delete(id);
      this.#watch();
    });
    this.#busy.set(id, started);
    return started;
  }

  async #place(given) {
    const known = this.#store.get(given.id);
    if (known?.state === 'confirmed') return known;
    if (UNFINISHED.includes(known?.state)) return this.#goOn(known);
    if (!EMAIL.test(given.email ?? '')) throw new Problem(422, 'order_invalid', { pointer: '/email' });
    const cart = await this.#cartOf(given);
    const attempt = known?.attempt ?? 0; // a declined card begins a new attempt with keys of its own
    const held = await (given.quote ? this.#reserve(given, cart, attempt) : this.#atListPrices(given, cart));
    return this.#goOn(this.#store.put({ ...this.#order(given, cart, held), attempt, state: 'charging' }));
  }

  /** From wherever an order stands to its end. */
  async #goOn(order) {
    if (order.state === 'charging') {
      const payment = { key: `${order.id}.${order.attempt}`, amount: order.total, token: order.payment };
      if (await charge(payment) === 'declined') {
        await this.#giveBack(order);
        this.#store.put({ ...order, state: 'declined', attempt: order.attempt + 1 });
        throw new Problem(402, 'payment_declined');
      }
      return this.#confirm(this.#store.put({ ...order, state: 'paid' }));
    }
    return order.state === 'paid' ? this.#confirm(order) : order;
  }

  /** Our own signature under the cart: the prices are ours, and the delivery is the one to this address. */
  async #cartOf({ cart_token: token, address }) {
    let cart;
    try {
      ({ cart } = await this.#readCart(token));
    } catch (error) {
      throw new Problem(422, 'cart_invalid', { detail: error.message });
    }
    const { shipping } = cart;
    if (!shipping.method) throw new Problem(422, 'order_invalid', { pointer: '/shipping/method' });
    const there = address?.country === shipping.country && regionOf(address.country, `${address.postcode ?? ''}`) === shipping.region;
    if (!there) throw new Problem(422, 'order_invalid', { pointer: '/address' });
    return cart;
  }

  async #reserve(given, cart, attempt) {
    let quote;
    try {
      quote = await this.#tendero.readQuote(given.quote);
    } catch (error) {
      if (error instanceof OutcomeUnknown) throw new Problem(503, 'tendero_unreachable', { retryable: true });
      throw new Problem(422, 'quote_invalid', { detail: error.message });
    }
    if (quote.prices !== 'verified') throw new Problem(409, 'prices_unverified');
    if (quote.currency !== cart.currency) throw new Problem(409, 'cart_changed');
    if ((quote.customer || undefined) !== given.customer?.id) throw new Problem(409, 'customer_changed');
    if (given.total !== undefined && given.total !== quote.total) throw new Problem(409, 'totals_changed', { total: quote.total });
    // Limits for each customer count a guest by e-mail address, apart from the names of those who sign in.
    const customer = given.customer?.id ?? `guest:${given.email.trim().toLowerCase()}`;
    const body = { quote: given.quote, order: given.id, cart_token: given.cart_token, customer };
    return this.#ask(() => this.#tendero.reserve(`${given.id}.${attempt}.${quote.jti}`, body));
  }

  /** Tendero was out of reach and the shopper agreed to list prices: our own sum, no offers, nothing to redeem. */
  async #atListPrices(given, cart) {
    const goods = cart.lines.reduce((sum, line) => sum + line.unit_price * line.quantity, 0);
    const total = goods + cart.shipping.options.find(({ id }) => id === cart.shipping.method).price;
    if (given.total !== total) throw new Problem(409, 'totals_changed', { total });
    return { total, currency: cart.currency };
  }

  /** @param {any} given @param {any} cart @param {{reservation?: string, total: number, currency: string, applied?: any[]}} held */
  #order(given, cart, { reservation, total, currency, applied }) {
    const { id, address, email, payment } = given;
    return { id, at: new Date().toISOString(), reservation, total, currency, payment, applied: applied ?? [],
      lines: cart.lines, method: cart.shipping.method, address, email, customer: given.customer?.id };
  }

  async #confirm(order) {
    if (order.reservation) {
      try {
        await this.#tendero.confirm(`${order.id}.confirm`, order.reservation, order.id);
      } catch (error) {
        if (error instanceof Refused && GONE.includes(error.code)) return this.#payBack(order, error);
        // No answer, or one that says nothing about the hold: the order stays paid and is confirmed later.
        console.error(JSON.stringify({ event: 'confirm_later', order: order.id, reason: error.message }));
        return order;
      }
    }
    return this.#store.put({ ...order, state: 'confirmed' });
  }

  /** What the hold had is gone (it ended, and others took it): the money goes back. */
  async #payBack(order, error) {
    await refund({ key: `${order.id}.${order.attempt}`, amount: order.total });
    this.#store.put({ ...order, state: 'refunded', attempt: order.attempt + 1 });
    throw new Problem(409, error.code);
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
