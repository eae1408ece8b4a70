// The whole product on one machine: server, shop pages, the shop's own back end, rules and codes published. Used by
// `npm run demo` and by the tests; everything it writes lies in one folder.
import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, listener } from './lib/process.mjs';
import { inRoot } from './lib/paths.mjs';
import { Stop } from './lib/run.mjs';

export const kPublicKey = 'pk_demo_0000000000000000';
const kServer = inRoot('build/native/server-stub/tendero-server');
const kRules = inRoot('demo-store/rules/ruleset.json');
const kCodes = inRoot('demo-store/rules/codes.json');

/**
 * The policy of every page of the demo. Of it, Tendero needs what the README names.
 * @param {string} backend the origin of the shop's own back end
 */
export const csp = (backend) => [
  "default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'",
  `connect-src 'self' ${backend}`, "manifest-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
].join('; ');

/**
 * The secrets of one installation, made on its first start and kept.
 * @param {string} folder
 */
function secrets(folder) {
  const file = join(folder, 'secrets.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'));
  const pair = generateKeyPairSync('ed25519');
  const made = {
    sk: `sk_demo_${randomBytes(24).toString('hex')}`,
    public_jwk: pair.publicKey.export({ format: 'jwk' }),
    private_jwk: pair.privateKey.export({ format: 'jwk' }),
  };
  writeFileSync(file, JSON.stringify(made), { mode: 0o600 });
  return made;
}

const text = (/** @type {string} */ value) => JSON.stringify(value); // a TOML basic string is a JSON string

/**
 * @param {{folder: string, port: number, backend: string, keys: any, policy: string, extra: string}} of
 */
function serverConfig({ folder, port, backend, keys, policy, extra }) {
  const hash = createHash('sha256').update(keys.sk).digest('hex');
  return `shop = "demo"
data = ${text(join(folder, 'data'))}

[listen]
address = "127.0.0.1"
port = ${port}

[[keys]]
kind = "pk"
key = "${kPublicKey}"
origins = ["self", ${text(backend)}]

[[keys]]
kind = "sk"
name = "backend"
hash = "sha256:${hash}"

[[shop_keys]]
kid = "shop-1"
alg = "EdDSA"
public_key = "${keys.public_jwk.x}"

[[static]]
path = "/tendero/"
folders = [${text(inRoot('js-glue/dist'))}]
headers = { "Access-Control-Allow-Origin" = "*" }

[[static]]
path = "/"
folders = [${text(join(folder, 'public'))}, ${text(inRoot('build/shop'))}]
csp = ${text(policy)}
${extra}
`;
}

/** @param {string} url @param {string} path @param {string} sk @param {string} method @param {string} body */
async function call(url, path, sk, method, body) {
  const answer = await fetch(url + path, {
    method,
    body,
    headers: {
      authorization: `Bearer ${sk}`,
      'content-type': 'application/json',
      'idempotency-key': createHash('sha256').update(`${method} ${path}\n${body}`).digest('hex').slice(0, 32),
    },
  });
  if (answer.ok || answer.status === 409) return; // 409: the code is there from an earlier start
  throw new Stop(`${method} ${path} was refused (${answer.status}): ${(await answer.text()).slice(0, 600)}`);
}

/** Publishes rules and codes; the same again changes nothing. @param {string} url @param {string} sk @param {string} rules @param {any[]} codes */
async function publish(url, sk, rules, codes) {
  await call(url, '/v1/rules', sk, 'PUT', rules);
  for (const code of codes) await call(url, '/v1/codes', sk, 'POST', JSON.stringify(code));
}

const readJson = (/** @type {string} */ path, /** @type {any} */ fallback) =>
  (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : fallback);

/**
 * Starts everything and waits until it answers.
 * @param {object} [options]
 * @param {number} [options.port] of the server; 0 takes a free one
 * @param {number} [options.backendPort]
 * @param {string} [options.folder] keeps its data there; without it a temporary folder goes at stop()
 * @param {string} [options.rules] ruleset text instead of the demo's
 * @param {any[]} [options.codes] bodies of POST /v1/codes instead of the demo's
 * @param {string} [options.policy] a content security policy instead of csp()
 * @param {string} [options.extraToml] more server configuration, as tables of its own: `[limits] …`
 * @param {boolean} [options.backend] false: without the shop's back end
 */
export async function startDemo(options = {}) {
  const temporary = options.folder === undefined;
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'tendero-'));
  for (const name of ['data', 'public', 'backend']) mkdirSync(join(folder, name), { recursive: true });
  const keys = secrets(folder);
  const backendPort = options.backendPort || await freePort();
  const backendUrl = `http://127.0.0.1:${backendPort}`;
  const configFile = join(folder, 'server.toml');
  const policy = options.policy ?? csp(backendUrl);
  const configure = (/** @type {number} */ port) => writeFileSync(configFile,
    serverConfig({ folder, port, backend: backendUrl, keys, policy, extra: options.extraToml ?? '' }));

  const start = (/** @type {number} */ port) => {
    configure(port);
    return listener('tendero-server', kServer, ['--config', configFile]);
  };
  let server = await start(options.port ?? 0);
  const { url } = server;
  const port = Number(new URL(url).port);
  /** @type {import('./lib/process.mjs').Listener | null} */
  let backend = null;
  const stop = async () => {
    await Promise.all([backend?.stop(), server.stop()]);
    if (temporary) rmSync(folder, { recursive: true, force: true });
  };
  try {
    await publish(url, keys.sk, options.rules ?? readFileSync(kRules, 'utf8'), options.codes ?? readJson(kCodes, []));
    if (options.backend !== false) backend = await startBackend(folder, url, backendPort, keys);
    writeFileSync(join(folder, 'public', 'shop.json'),
      JSON.stringify({ server: url, rules: `${url}/v1/rules`, key: kPublicKey, backend: backendUrl }));
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url, backendUrl, folder, sk: keys.sk, pk: kPublicKey, stop,
    get serverPid() { return server.pid; },
    get backendPid() { return backend?.pid ?? 0; },
    /** What both have printed. */
    log: () => server.log() + (backend?.log() ?? ''),
    /** Ends the server alone (SIGKILL for a crash). @param {NodeJS.Signals} [signal] */
    stopServer: (signal) => server.stop(signal),
    /** Starts it again on the same address and data. */
    startServer: async () => { server = await start(port); },
    /** Resolves when either process ends by itself. */
    ended: Promise.race([server.exited, ...(backend ? [backend.exited] : [])]),
  };
}

/** @param {string} folder @param {string} server @param {number} port @param {any} keys */
function startBackend(folder, server, port, keys) {
  const file = join(folder, 'backend.json');
  writeFileSync(file, JSON.stringify({
    address: '127.0.0.1', port, server, origins: [server], secret_key: keys.sk, shop: 'demo',
    signing: { kid: 'shop-1', private_jwk: keys.private_jwk }, data: join(folder, 'backend'),
  }), { mode: 0o600 });
  return listener('the shop\'s back end', process.execPath, [inRoot('demo-store/backend.mjs'), '--config', file]);
}
