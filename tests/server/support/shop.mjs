// A small shop for the tests: rules, carts and the usual walk through codes, quote, reserve and confirm.
import { randomUUID } from 'node:crypto';

export const rules = {
  tendero: 1,
  store: {
    id: 'demo', currency: 'EUR', timezone: 'Europe/Madrid', locale: 'es', prices_include_tax: true,
    tax: { default_rate: 21, shipping_rate: 21 }, pricing: { profile: 'tendero', select: 'priority' },
  },
  promotions: [
    { id: 'coats-20', title: { es: '20 % en abrigos', en: '20% off coats' }, priority: 10,
      effects: [{ type: 'percent_off', target: 'lines', where: { fact: 'line.categories', has: 'coats' }, percent: 20 }] },
    { id: 'gold-5', title: { es: '5 € para oro', en: '€5 for gold' }, priority: 5,
      when: { fact: 'customer.tier', in: ['gold'] }, effects: [{ type: 'amount_off', target: 'order', amount: 500 }] },
    { id: 'first-hundred', title: { es: 'Los cien primeros', en: 'First hundred' }, priority: 4, limits: { uses: 100 },
      when: { fact: 'cart.subtotal', gte: 100000 }, effects: [{ type: 'amount_off', target: 'order', amount: 1000 }] },
    { id: 'summer', trigger: 'code', title: { es: 'Verano', en: 'Summer' }, priority: 3,
      when: { fact: 'cart.subtotal', gte: 2000 }, effects: [{ type: 'percent_off', target: 'order', percent: 10 }] },
    { id: 'welcome', trigger: 'code', title: { es: 'Bienvenida', en: 'Welcome' }, priority: 2,
      effects: [{ type: 'amount_off', target: 'order', amount: 300 }] },
    { id: 'old', trigger: 'code', title: { es: 'Caducada', en: 'Over' }, priority: 1,
      active: { from: '2020-01-01T00:00', until: '2020-02-01T00:00' },
      effects: [{ type: 'amount_off', target: 'order', amount: 100 }] },
  ],
};

export const coat = (more = {}) => ({
  id: 'l1', sku: 'COAT-M', product: 'coat', quantity: 2, unit_price: 8900, categories: ['coats'], tax_rate: 21, ...more,
});

export const cart = (more = {}) => ({
  id: `c_${randomUUID()}`, currency: 'EUR', lines: [coat()],
  shipping: { country: 'ES', postcode: '28001', method: 'standard', options: [{ id: 'standard', price: 495 }] }, ...more,
});

/** The request of a browser for a signed cart. */
export const request = (ofCart, codes = [], more = {}) => ({
  now: new Date().toISOString(), cart: { ...ofCart, codes }, context: { channel: 'web', locale: 'es-ES' }, ...more,
});

export const totalOf = (result) => result.totals.find((one) => one.type === 'total').amount;

/** Applies the code in a session. */
export async function apply(server, code, more = {}) {
  return (await server.page('POST', '/v1/codes/apply', { code, ...more })).body;
}

/** A signed cart quoted, with the codes applied first (or with the fragments that an earlier quote `held`). */
export async function quote(server, { codes = [], of = cart(), customer, expect, held } = {}) {
  let session = held?.session;
  const fragments = [...held?.fragments ?? []];
  for (const code of held ? [] : codes) {
    const applied = await apply(server, code, { session, customer_token: customer });
    session = applied.session;
    if (applied.fragment) fragments.push(applied.fragment);
  }
  const cartToken = server.cartToken(of);
  const answer = await server.page('POST', '/v1/quotes', {
    request: request(of, codes), fragments, session, cart_token: cartToken, customer_token: customer, revision: null, expect,
  });
  return { ...answer, cartToken, session, fragments, cart: of };
}

/** Reserves a quoted cart with the secret key. */
export const reserve = (server, quoted, more = {}, options = {}) =>
  server.shopCall('POST', '/v1/reservations', { quote: quoted.body.quote, cart_token: quoted.cartToken, ...more }, options);

export const confirm = (server, reservation, order = `o_${randomUUID()}`, options = {}) =>
  server.shopCall('POST', `/v1/reservations/${reservation}/confirm`, { order }, options);

export const cancel = (server, reservation, options = {}) =>
  server.shopCall('POST', `/v1/reservations/${reservation}/cancel`, undefined, options);

/** The whole walk; answers the statuses it met. */
export async function redeem(server, codes, more = {}) {
  const quoted = await quote(server, { codes, ...more });
  if (quoted.status !== 200) return { at: 'quote', ...quoted };
  const held = await reserve(server, quoted, more.reserve ?? {});
  if (held.status !== 201) return { at: 'reserve', quoted, ...held };
  return { at: 'confirm', quoted, held, ...await confirm(server, held.body.reservation) };
}
