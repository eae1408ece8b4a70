// A small server on loopback for faults that a real one will not have on demand: cut, delayed, stale.
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';

/**
 * @typedef {{rules: any, now: () => number, down: boolean, calls: string[], exhausted: string[],
 *   answer: (path: string, body: any) => {status?: number, body: any} | undefined}} Play
 */

/** @param {any} rules */
export function textOf(rules) {
  const text = JSON.stringify(rules);
  const hex = createHash('sha256').update(text).digest('hex');
  return { text, hex, revision: `sha256:${hex}` };
}

/** @param {object} payload @returns {string}  signed by nobody: the browser does not look */
export function fragment(payload) {
  const part = (/** @type {object} */ value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'EdDSA' })}.${part(payload)}.c2ln`;
}

/**
 * @param {Partial<Play>} [given]
 * @returns {Promise<{url: string, play: Play, close: () => Promise<void>}>}
 */
export async function startServer(given = {}) {
  /** @type {Play} */
  const play = {
    rules: { off: 10 },
    now: () => Date.now(),
    down: false,
    calls: [],
    exhausted: [],
    answer: () => undefined,
    ...given,
  };
  const server = createServer(async (request, response) => {
    const path = request.url ?? '';
    play.calls.push(`${request.method} ${path}`);
    if (play.down) return void request.socket.destroy();
    let body = '';
    for await (const part of request) body += part;
    const { status, headers, text } = answerTo(play, path, request.headers, body ? JSON.parse(body) : undefined);
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', () => done(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const close = () =>
    new Promise((/** @type {(value?: any) => void} */ done) => {
      server.closeAllConnections();
      server.close(done);
    });
  return { url: `http://127.0.0.1:${port}`, play, close };
}

/** @param {Play} play @param {string} path @param {any} headers @param {any} body */
function answerTo(play, path, headers, body) {
  const { text, hex, revision } = textOf(play.rules);
  const date = new Date(play.now()).toUTCString();
  if (path === '/v1/rules') {
    const etag = `"${hex}-${play.exhausted}"`;
    if (headers['if-none-match'] === etag) return { status: 304, headers: { etag, date }, text: '' };
    const info = { revision, bundle: `/v1/rules/${hex}.json`, exhausted: play.exhausted, code_shapes: [], now: play.now() };
    return { status: 200, headers: { etag, date }, text: JSON.stringify(info) };
  }
  if (path === `/v1/rules/${hex}.json`) {
    return { status: 200, headers: { 'cache-control': 'public, max-age=31536000, immutable' }, text };
  }
  const answer = play.answer(path, body);
  if (!answer) return { status: 404, headers: {}, text: '{"code":"not_found"}' };
  return { status: answer.status ?? 200, headers: {}, text: JSON.stringify(answer.body) };
}
