// A server for the faults that a real one will not have on demand (cut, slow, down, another revision), with the real
// engine behind its quotes. Everything else is tested against tendero-server (server.test.mjs).
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createEngine } from '../../../js-glue/dist/node.js';
import { pages } from './pages.mjs';
import { fragments, rules } from './rules.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const dist = path.join(here, '../../../js-glue/dist');

export const CSP = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

const TYPES = { '.js': 'text/javascript', '.wasm': 'application/wasm', '.css': 'text/css', '.html': 'text/html; charset=utf-8' };

/**
 * @typedef {object} Play  what the server does; tests change it
 * @property {object} rules
 * @property {string} csp
 * @property {boolean} down  every call of the API is cut
 * @property {number} delay  ms before an API call is answered
 * @property {number} skew  ms that the server's clock is ahead of this machine's
 * @property {string[]} cut  paths (beginnings) that are cut
 * @property {(file: string, bytes: Buffer) => Buffer} tamper
 * @property {number} challengeBits  codes/apply asks for this much work; 0: none
 */

/** @param {Partial<Play>} [given] */
export async function startDouble(given = {}) {
  /** @type {Play} */
  const play = { rules, csp: CSP, down: false, delay: 0, skew: 0, cut: [], tamper: (_, bytes) => bytes, challengeBits: 0, ...given };
  /** @type {string[]} */
  const calls = [];
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://x');
    calls.push(`${request.method} ${pathname}`);
    const api = pathname.startsWith('/v1/');
    if ((api && play.down) || play.cut.some((start) => pathname.startsWith(start))) return void request.socket.destroy();
    if (api && play.delay) await new Promise((done) => setTimeout(done, play.delay));
    let body = '';
    for await (const part of request) body += part;
    const { status = 200, headers = {}, content = '' } = await answer(play, pathname, request.headers, body);
    response.writeHead(status, headers).end(content);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', () => done(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const close = () =>
    new Promise((done) => {
      server.closeAllConnections();
      server.close(() => done(undefined));
    });
  return { url: `http://127.0.0.1:${port}`, play, calls, close };
}

/** @param {Play} play @param {string} pathname @param {any} headers @param {string} body */
async function answer(play, pathname, headers, body) {
  const page = pages[pathname];
  if (page) return { headers: { 'content-type': TYPES['.html'], 'content-security-policy': play.csp }, content: page };
  if (pathname.startsWith('/tendero/')) return file(dist, pathname.slice(9), play);
  if (pathname.startsWith('/pages/')) return file(path.join(here, 'pages'), pathname.slice(7), play);
  if (pathname.startsWith('/v1/')) return api(play, pathname, headers, body);
  return { status: 404 };
}

/** @param {string} folder @param {string} name @param {Play} play */
async function file(folder, name, play) {
  try {
    const content = play.tamper(name, await readFile(path.join(folder, path.basename(name))));
    const hashed = /\.[0-9a-f]{16}\./.test(name);
    const type = TYPES[/** @type {'.js'} */ (path.extname(name))];
    const cache = hashed ? 'public, max-age=31536000, immutable' : 'no-cache';
    return { headers: { 'content-type': type, 'cache-control': cache }, content };
  } catch {
    return { status: 404 };
  }
}

/** @param {object} value */
const json = (value, status = 200) => ({ status, headers: { 'content-type': 'application/json' }, content: JSON.stringify(value) });

/** @param {Play} play @param {string} pathname @param {any} headers @param {string} body */
async function api(play, pathname, headers, body) {
  const text = JSON.stringify(play.rules);
  const hex = createHash('sha256').update(text).digest('hex');
  const now = Date.now() + play.skew;
  if (pathname === '/v1/rules') {
    const etag = `"${hex}"`;
    const date = new Date(now).toUTCString();
    if (headers['if-none-match'] === etag) return { status: 304, headers: { etag, date } };
    const info = { revision: `sha256:${hex}`, bundle: `/v1/rules/${hex}.json`, engine: '1.0.0', exhausted: [], code_shapes: [], now };
    return { ...json(info), headers: { etag, date, 'content-type': 'application/json', 'cache-control': 'no-cache' } };
  }
  if (pathname === `/v1/rules/${hex}.json`) {
    return { headers: { 'content-type': 'application/json', 'cache-control': 'public, max-age=31536000, immutable' }, content: text };
  }
  if (pathname === '/v1/codes/apply') return applyCode(play, JSON.parse(body), now);
  if (pathname === '/v1/quotes') return quote(JSON.parse(body), text, hex);
  return { status: 404 };
}

/** @param {Play} play @param {any} body @param {number} now */
function applyCode(play, body, now) {
  if (play.challengeBits && !proved(body.solution, play.challengeBits)) {
    return json({ code: 'challenge_required', challenge: { challenge: 'v1.abc.', bits: play.challengeBits } }, 429);
  }
  const payload = fragments[body.code.replace(/[\s-]/g, '').toUpperCase()];
  if (!payload) return json({ applied: false, session: 's.1', reason: 'code_not_applicable' });
  const part = (/** @type {object} */ value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const fragment = `${part({ alg: 'EdDSA' })}.${part({ ...payload, refresh_at: now + 900_000 })}.c2ln`;
  return json({ applied: true, session: 's.1', fragment });
}

/** @param {any} solution @param {number} bits */
function proved(solution, bits) {
  if (!solution) return false;
  const digest = createHash('sha256').update(solution.challenge + solution.nonce).digest();
  return Math.clz32(digest.readUInt32BE()) >= bits;
}

/** @param {any} body @param {string} text @param {string} hex */
async function quote(body, text, hex) {
  const engine = await createEngine(text);
  const held = body.fragments.map((/** @type {string} */ jws) => JSON.parse(`${Buffer.from(jws.split('.')[1], 'base64url')}`));
  try {
    const { result, meta } = engine.evaluate({ ...body.request, fragments: held, usage: {} });
    return json({ result, meta, replaced: [], prices: 'unverified', quote: 'a.b.c', revision: `sha256:${hex}`, expires_at: '2099-01-01T00:00:00Z' });
  } catch (error) {
    return json({ code: 'request_invalid', errors: /** @type {any} */ (error).errors }, 422);
  }
}
