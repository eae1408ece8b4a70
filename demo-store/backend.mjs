#!/usr/bin/env node
/**
 * The shop's own order back end: the sample to copy. Plain Node, no packages.
 *
 *   node demo-store/backend.mjs --config FILE
 *
 * FILE is JSON:
 *   address, port     where to listen (port 0 takes a free one)
 *   server            address of the Tendero server
 *   origins           where the shop's pages come from: only they may call
 *   secret_key        sk_…: it stays here and never reaches a browser
 *   shop              id of the shop at Tendero
 *   signing           {kid, private_jwk}: Ed25519; its public half stands in Tendero's configuration
 *   data              folder for the orders
 *
 * Prices come from the catalogue here. The page sends SKUs and quantities; this program prices and signs them, and
 * Tendero believes this signature and no browser.
 */
import { createPublicKey, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { cartLine, categories, products } from './catalogue/index.mjs';
import { countries, shippingFor } from './catalogue/delivery.mjs';
import { SignedIn, customerToken, customers } from './backend/customers.mjs';
import { readToken, signToken } from './backend/jws.mjs';
import { Orders, Problem } from './backend/orders.mjs';
import { OrderStore } from './backend/store.mjs';
import { Subscribers } from './backend/subscribers.mjs';
import { TenderoClient } from './backend/tendero.mjs';

const CART_TYPE = 'tendero-cart+jwt';
const BODY_LIMIT = 64 * 1024;
const MAX_QUANTITY = 99;

const file = process.argv[process.argv.indexOf('--config') + 1];
if (!process.argv.includes('--config') || !file) {
  console.error('usage: node demo-store/backend.mjs --config FILE');
  process.exit(2);
}
const config = JSON.parse(readFileSync(file, 'utf8'));
const ownKey = createPublicKey({ key: config.signing.private_jwk, format: 'jwk' }).export({ format: 'jwk' });

const signedIn = new SignedIn();
const subscribers = new Subscribers(config.data);
const tendero = new TenderoClient(config);
const readCart = (token) => readToken(token, {
  typ: CART_TYPE, audience: `tendero:${config.shop}`, findKey: async (kid) => (kid === config.signing.kid ? ownKey : undefined),
});
const orders = new Orders({ tendero, store: new OrderStore(config.data), readCart });

/** Prices what the page asks for and signs it for 15 minutes. */
function signCart({ id, lines, shipping }) {
  const { country = 'ES', postcode = '', method = 'standard' } = shipping ?? {};
  if (!countries.includes(country) || typeof postcode !== 'string' || typeof method !== 'string') throw new Problem(422, 'cart_invalid');
  if (!Array.isArray(lines) || !lines.length || lines.length > 100) throw new Problem(422, 'cart_invalid');
  const priced = lines.map((line) => {
    const { sku, quantity } = line ?? {};
    const whole = Number.isInteger(quantity) && quantity > 0 && quantity <= MAX_QUANTITY;
    const known = whole ? cartLine(sku, quantity) : undefined;
    if (!known) throw new Problem(422, 'cart_invalid', { sku });
    return known;
  });
  const given = typeof id === 'string' && /^[\w-]{1,64}$/.test(id) ? id : `c_${randomBytes(9).toString('hex')}`;
  const cart = { id: given, currency: 'EUR', lines: priced, shipping: shippingFor({ country, postcode, method }) };
  const iat = Math.floor(Date.now() / 1000);
  return { cart, cart_token: signToken(config.signing, CART_TYPE, { iss: 'shop', aud: `tendero:${config.shop}`, iat, exp: iat + 900, cart }) };
}

const who = (request) => request.headers.authorization?.replace(/^Bearer /, '');

/** Who is signed in, with a fresh token for Tendero; nobody is a valid answer. */
function session(request) {
  const customer = signedIn.of(who(request));
  if (!customer) return { customer: null };
  const { facts, customer_token: token } = customerToken(config.signing, config.shop, customer);
  const { id, name, email, address } = customer;
  return { customer: { id, name, email, address, facts }, customer_token: token };
}

async function placeOrder(body, request) {
  if (!/^[\w-]{8,64}$/.test(body.id ?? '')) throw new Problem(422, 'order_invalid');
  const { customer, customer_token: token } = session(request);
  const order = await orders.place({ ...body, customer: customer && { id: customer.id, token } });
  const { id, number, at, state, total, currency, applied, lines, method, address, email } = order;
  return { id, number, at, state, total, currency, applied, lines, method, address, email };
}

/** Subscribing earns a code for one use. The key makes a repeated call give the same code and no second one. */
async function subscribe({ email }) {
  if (typeof email !== 'string' || !/^\S+@\S+\.\S+$/.test(email.trim()) || email.length > 200) throw new Problem(422, 'email_invalid');
  const { state, hash } = subscribers.look(email);
  if (state === 'busy') throw new Problem(429, 'too_many', { retryable: true });
  if (state === 'known') return { subscribed: true }; // a real shop writes the code to that address again
  const code = await tendero.issueCode(`newsletter-${hash}`, 'welcome-5');
  subscribers.add(hash);
  return { subscribed: true, code };
}

const ROUTES = {
  'GET /healthz': () => ({ ok: true }),
  'GET /catalogue.json': () => ({ categories, products }),
  'POST /cart/sign': (body) => signCart(body),
  'GET /customers': () => ({ customers: customers.map(({ id, name, note }) => ({ id, name, note })) }),
  'POST /login': (body) => {
    const id = signedIn.login(body.customer);
    if (!id) throw new Problem(401, 'customer_unknown');
    return { session: id, ...session({ headers: { authorization: `Bearer ${id}` } }) };
  },
  'POST /logout': (_, request) => {
    signedIn.logout(who(request));
    return { customer: null };
  },
  'GET /session': (_, request) => session(request),
  'POST /orders': placeOrder,
  'POST /newsletter': subscribe,
};

async function readBody(request) {
  if (request.method !== 'POST') return {};
  const parts = [];
  let size = 0;
  for await (const part of request) {
    size += part.length;
    if (size > BODY_LIMIT) throw new Problem(413, 'too_large');
    parts.push(part);
  }
  try {
    const body = JSON.parse(Buffer.concat(parts).toString() || '{}');
    if (body && typeof body === 'object' && !Array.isArray(body)) return body;
  } catch { /* answered below */ }
  throw new Problem(400, 'json_invalid');
}

/** Only the shop's own pages may call from a browser. */
function crossOrigin(request) {
  const { origin } = request.headers;
  if (!origin) return {};
  if (!config.origins.includes(origin)) throw new Problem(403, 'origin_forbidden');
  return { 'access-control-allow-origin': origin, 'access-control-allow-headers': 'authorization, content-type',
    'access-control-allow-methods': 'GET, POST', 'access-control-max-age': '600', vary: 'origin' };
}

async function answer(request, response) {
  let headers = { 'content-type': 'application/json', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };
  const send = (status, body) => response.writeHead(status, headers).end(JSON.stringify(body));
  try {
    headers = { ...headers, ...crossOrigin(request) };
    if (request.method === 'OPTIONS') return response.writeHead(204, headers).end();
    const route = ROUTES[`${request.method} ${request.url.split('?')[0]}`];
    if (!route) throw new Problem(404, 'not_found');
    return send(200, await route(await readBody(request), request));
  } catch (error) {
    if (error instanceof Problem) return send(error.status, error.body);
    console.error(JSON.stringify({ event: 'error', message: error.message }));
    return send(error.code === undefined ? 500 : 502, { code: 'unavailable', retryable: true });
  }
}

const server = createServer(answer);
server.listen(config.port, config.address, () => {
  console.log(JSON.stringify({ event: 'listening', url: `http://${config.address}:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}` }));
  orders.resume();
});
process.on('SIGTERM', () => {
  server.close(() => process.exit(0));
  server.closeIdleConnections();
});
