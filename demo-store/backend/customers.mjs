/**
 * Three pretended customers and who is signed in. A real shop has its own accounts; what matters here is the token:
 * signed by the shop, 15 minutes at most, holding only facts that the shop itself knows.
 */
import { randomBytes } from 'node:crypto';
import { signToken } from './jws.mjs';

export const customers = [
  { id: 'u_lucia', name: 'Lucía Prendes', email: 'lucia@example.com', note: 'new',
    address: { name: 'Lucía Prendes', street: 'Calle Corrida 21, 3.º B', postcode: '33206', city: 'Gijón', country: 'ES', phone: '600 000 001' },
    facts: { orders: 0, points: 0, spent: 0, newsletter: false } },
  { id: 'u_bruno', name: 'Bruno Silva', email: 'bruno@example.com', note: 'gold',
    address: { name: 'Bruno Silva', street: 'Rua das Flores 118', postcode: '4050-262', city: 'Porto', country: 'PT', phone: '+351 600 000 002' },
    facts: { tier: 'gold', orders: 9, points: 1240, spent: 88450, newsletter: true } },
  { id: 'u_aina', name: 'Aina Ferrer', email: 'aina@example.com', note: 'silver',
    address: { name: 'Aina Ferrer', street: 'Carrer de Sant Miquel 40', postcode: '07002', city: 'Palma', country: 'ES', phone: '600 000 003' },
    facts: { tier: 'silver', orders: 3, points: 310, spent: 23190, newsletter: true } },
];

const byId = new Map(customers.map((customer) => [customer.id, customer]));

export class SignedIn {
  #sessions = new Map();

  /** @returns {string | undefined} a session id, for a customer that exists */
  login(id) {
    if (!byId.has(id)) return undefined;
    const session = randomBytes(18).toString('base64url');
    this.#sessions.set(session, byId.get(id));
    return session;
  }

  logout(session) { this.#sessions.delete(session); }

  /** @returns {(typeof customers)[number] | undefined} */
  of(session) { return this.#sessions.get(session); }
}

/** The customer as Tendero takes it: facts, and the token that proves them. */
export function customerToken(signing, shop, customer, now = Date.now()) {
  const facts = { id: customer.id, logged_in: true, ...customer.facts };
  const iat = Math.floor(now / 1000);
  const payload = { iss: 'shop', sub: customer.id, aud: `tendero:${shop}`, iat, exp: iat + 900, customer: facts };
  return { facts, customer_token: signToken(signing, 'JWT', payload) };
}
