import { TenderoError } from '../errors.js';
import { canonical } from '../request/canonical.js';
import { withCart, withCustomer, withLine, withNewLine, withoutLine, withShipping } from '../request/wish.js';

/** @typedef {import('./pricing.js').Pricing} Pricing */
/** @typedef {import('./pricing.js').Answer} Answer */

/**
 * `tendero.cart`: each call answers when the cart is priced.
 * @param {Pricing} pricing
 * @param {() => boolean} destroyed
 * @param {() => void} acted  the shopper has something in the cart
 */
export function cartApi(pricing, destroyed, acted) {
  /** @param {(wish: any) => any} mutate @returns {Promise<Answer>} */
  const change = (mutate) => {
    if (destroyed()) return Promise.reject(new TenderoError('destroyed'));
    const answer = pricing.change(mutate);
    answer.then(
      ({ result }) => result.lines.length && acted(),
      () => {},
    );
    return answer;
  };
  return {
    /** @param {any} cart */
    set: (cart) => change((wish) => withCart(wish, cart)),
    /** @returns {any}  a copy */
    get: () => canonical(pricing.wish.cart),
    /** @param {any} line  id and what changes */
    setLine: (line) => change((wish) => withLine(wish, line)),
    /** @param {any} line */
    addLine: (line) => change((wish) => withNewLine(wish, line)),
    /** @param {string} id */
    removeLine: (id) => change((wish) => withoutLine(wish, id)),
    /** @param {any} shipping  members to change; null takes it away */
    setShipping: (shipping) => change((wish) => withShipping(wish, shipping)),
    clear: () => change((wish) => withCart(wish, { lines: [] })),
  };
}

/**
 * `tendero.customer`.
 * @param {Pricing} pricing
 * @param {{prove: (token: string | undefined) => void, signedIn: () => void, signedOut: () => void}} on
 */
export function customerApi(pricing, on) {
  /** @param {any} facts @param {{token?: string}} [proof] */
  const set = (facts, proof = {}) => {
    on.prove(proof.token);
    return pricing.change((wish) => withCustomer(wish, facts));
  };
  return {
    set,
    /** The cart stays and is priced for this customer. @param {any} facts @param {{token?: string}} [proof] */
    signIn: (facts, proof) => {
      on.signedIn();
      return set({ logged_in: true, ...facts }, proof);
    },
    /** Forgets the customer, the codes and everything remembered; the cart is the shop's and stays. */
    signOut: () => {
      on.prove(undefined);
      on.signedOut();
      return pricing.change((wish) => withCustomer(wish, undefined));
    },
  };
}
