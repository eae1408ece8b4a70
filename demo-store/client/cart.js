/**
 * The shopper's cart: SKUs and quantities in this browser, stored from the first thing added on. Tendero hears of each
 * change alone (one quantity, one line), and prices it.
 */
import { deliveryOptions, shippingFor } from '../catalogue/delivery.mjs';
import { bySku, lineOf } from './catalogue.js';
import { withTendero } from './tendero.js';

const KEY = 'orbayu.cart';
const MAX = 99;
/** Until the shopper says otherwise: mainland Spain, standard; so that the total holds its delivery from the first moment. */
const HOME = { country: 'ES', method: 'standard' };
const listeners = new Set();

function read() {
  try {
    const stored = JSON.parse(localStorage.getItem(KEY));
    if (stored?.id && Array.isArray(stored.lines)) return { ...stored, to: { ...HOME, ...stored.to }, lines: stored.lines.filter(({ sku, quantity }) => bySku(sku) && quantity > 0) };
  } catch {
    // stored by something else: begin anew
  }
  return { id: '', lines: [], to: HOME };
}

let state = read();

function save(next) {
  state = { ...next, id: next.id || `c_${crypto.randomUUID()}` };
  try {
    localStorage.setItem(KEY, JSON.stringify(state));
  } catch {
    // no storage: the cart lives as long as the page
  }
  for (const listener of listeners) listener(state);
}

export const lines = () => state.lines;
export const destination = () => state.to;
export const count = () => state.lines.reduce((sum, { quantity }) => sum + quantity, 0);
export const onCart = (listener) => { listeners.add(listener); listener(state); };

/** The whole cart as Tendero takes it. */
export const wholeCart = () => ({
  id: state.id, currency: 'EUR', lines: state.lines.map(({ sku, quantity }) => lineOf(sku, quantity)), shipping: shippingFor(state.to),
});

/** What the back end is asked to price and sign. */
export const cartToSign = () => ({ id: state.id, lines: state.lines, shipping: state.to });

/** List prices: what the shop charges when there are no offers. Cents. */
export function listPrices() {
  const subtotal = state.lines.reduce((sum, { sku, quantity }) => sum + bySku(sku).product.price * quantity, 0);
  const { country, postcode, method } = state.to;
  const delivery = method && deliveryOptions(country, postcode).find(({ id }) => id === method)?.price;
  return { subtotal, delivery, total: subtotal + (delivery ?? 0) };
}

/** Changes the quantity of a SKU; 0 takes it out, a new one is put in. */
export function setQuantity(sku, wanted) {
  const quantity = Math.min(MAX, Math.max(0, Math.trunc(wanted) || 0));
  const before = state.lines.find((line) => line.sku === sku);
  if ((before?.quantity ?? 0) === quantity) return;
  const first = state.lines.length === 0;
  const kept = state.lines.filter((line) => line.sku !== sku);
  const changed = before ? state.lines.map((line) => (line.sku === sku ? { sku, quantity } : line)) : [...kept, { sku, quantity }];
  save({ ...state, lines: quantity ? changed : kept });
  withTendero((tendero) => {
    const inStep = Boolean(before) === tendero.cart.get().lines.some(({ id }) => id === sku);
    if (first || !inStep) return tendero.cart.set(wholeCart()); // a tab that was away hears the whole
    if (!quantity) return tendero.cart.removeLine(sku);
    return before ? tendero.cart.setLine({ id: sku, quantity }) : tendero.cart.addLine(lineOf(sku, quantity));
  });
}

export const add = (sku, quantity) => setQuantity(sku, (state.lines.find((line) => line.sku === sku)?.quantity ?? 0) + quantity);

/** Where it goes and how. */
export function setDestination(change) {
  const to = { ...state.to, ...change };
  const { method } = shippingFor(to);
  save({ ...state, to: { ...to, ...(method && { method }) } });
  withTendero((tendero) => tendero.cart.set(wholeCart()));
}

/** After an order: a new, empty cart. */
export function empty() {
  save({ id: '', lines: [], to: state.to });
  withTendero((tendero) => tendero.cart.clear());
}

/** Tells Tendero the cart of this page view; with an empty cart there is nothing to price. */
export function start() {
  if (state.lines.length) withTendero((tendero) => tendero.cart.set(wholeCart()));
  // another tab changed it, or this page comes back as it was before an order
  const again = () => {
    state = read();
    for (const listener of listeners) listener(state);
    withTendero((tendero) => tendero.cart.set(wholeCart()));
  };
  addEventListener('storage', ({ key }) => { if (key === KEY) again(); });
  addEventListener('pageshow', ({ persisted }) => { if (persisted) again(); });
}
