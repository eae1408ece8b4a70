// Starts the real binary on a free port with a folder of its own, and speaks to it.
import { spawn, spawnSync } from 'node:child_process';
import { createHash, createHmac, generateKeyPairSync, randomBytes, randomUUID, sign as signBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkAnswer } from './openapi.mjs';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const build = join(root, process.env.TENDERO_BUILD ?? 'build/native');

/** Where the binaries are: the product, the same with failpoints and a movable clock, and one with a planted bug. */
export const binaries = {
  server: join(build, 'server-stub/tendero-server'),
  faults: join(build, 'tests/faults/tendero-server-faults'),
  early: join(build, 'tests/faults/tendero-server-early'),
  planted: join(build, 'tests/faults/tendero-server-planted'),
};

export const pk = 'pk_test_0000000000000000';
export const origin = 'https://shop.example';

const base64url = (bytes) => Buffer.from(bytes).toString('base64url');
export const seconds = () => Math.floor(Date.now() / 1000);

/** Compact JWS over a payload; `key` is {privateKey} for EdDSA or {secret} for HS256. */
export function jws(key, typ, payload, header = {}) {
  const top = { alg: key.secret ? 'HS256' : 'EdDSA', kid: key.kid, typ, ...header };
  const signed = `${base64url(JSON.stringify(top))}.${base64url(JSON.stringify(payload))}`;
  const mac = key.secret
    ? createHmac('sha256', key.secret).update(signed).digest()
    : signBytes(null, Buffer.from(signed), key.privateKey);
  return `${signed}.${base64url(mac)}`;
}

export const payloadOf = (token) => JSON.parse(Buffer.from(token.split('.')[1], 'base64url').toString());

function shopKey() {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return { kid: 'shop-1', privateKey, x: publicKey.export({ format: 'jwk' }).x };
}

const toml = (value) => JSON.stringify(value);

function configuration({ shop, data, sk, key, hmac, extra, port, trusted }) {
  return `shop = ${toml(shop)}
data = ${toml(data)}
log = "debug"
trusted_proxies = [${trusted}]

${extra.top ?? ''}

[listen]
port = ${port}

[[keys]]
kind = "pk"
key = "${pk}"
origins = ["${origin}", "self"]

[[keys]]
kind = "sk"
name = "backend"
hash = "sha256:${createHash('sha256').update(sk).digest('hex')}"

[[shop_keys]]
kid = "${key.kid}"
alg = "EdDSA"
public_key = "${key.x}"

[[shop_keys]]
kid = "shop-hmac"
alg = "HS256"
secret_file = ${toml(hmac)}

${extra.tables ?? ''}
`;
}

/** One call; answers {status, headers, body (parsed), text}. */
export async function call(url, method, path, { key, body, headers = {}, idempotency } = {}) {
  const sent = { ...headers };
  if (key) sent.authorization = `Bearer ${key}`;
  if (idempotency !== undefined) sent['idempotency-key'] = idempotency;
  if (body !== undefined && !sent['content-type']) sent['content-type'] = 'application/json';
  const answer = await fetch(url + path, {
    method, headers: sent, body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await answer.text();
  const isJson = /json/.test(answer.headers.get('content-type') ?? '');
  return { status: answer.status, headers: answer.headers, text, body: isJson ? JSON.parse(text) : undefined };
}

export class Server {
  constructor(options) {
    this.binary = options.binary ?? binaries.server;
    this.shop = options.shop ?? 'demo';
    this.folder = mkdtempSync(join(tmpdir(), 'tendero-server-'));
    this.data = join(this.folder, 'data');
    this.faults = join(this.folder, 'faults');
    mkdirSync(this.faults);
    this.sk = `sk_test_${randomBytes(24).toString('hex')}`;
    this.key = options.key ?? shopKey();
    this.hmac = { kid: 'shop-hmac', secret: randomBytes(32).toString('hex') };
    writeFileSync(join(this.folder, 'hmac.key'), this.hmac.secret);
    this.extra = options.extra ?? {};
    this.trusted = options.trusted ?? '"127.0.0.9"';
    this.log = '';
    this.answers = '';
    this.config = join(this.folder, 'server.toml');
  }

  async start() {
    writeFileSync(this.config, configuration({
      shop: this.shop, data: this.data, sk: this.sk, key: this.key, hmac: join(this.folder, 'hmac.key'), extra: this.extra, port: 0,
      trusted: this.trusted,
    }));
    const child = spawn(this.binary, ['--config', this.config], {
      stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, TENDERO_FAULTS: this.faults },
    });
    this.child = child;
    this.ended = new Promise((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));
    child.stderr.on('data', (bytes) => { this.log += bytes; });
    this.url = await new Promise((resolve, reject) => {
      let out = '';
      child.stdout.on('data', (bytes) => {
        out += bytes;
        const line = out.split('\n').find((one) => one.includes('listening'));
        if (line) resolve(JSON.parse(line).url);
      });
      child.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${this.log}`)));
    });
    return this;
  }

  async stop(signal = 'SIGTERM') {
    if (this.child.exitCode === null && this.child.signalCode === null) this.child.kill(signal);
    return this.ended;
  }

  /** The invariants of the stored data, also beside the running server; throws with the sentences that do not hold. */
  verify() {
    const out = spawnSync(this.binary, ['verify', '--config', this.config], { encoding: 'utf8' });
    const answer = JSON.parse(out.stdout || '{"holds":false,"broken":["no answer"]}');
    if (out.status !== 0 || !answer.holds) throw new Error(`invariants: ${answer.broken.join('; ')} ${out.stderr}`);
  }

  /** Stops it, verifies the invariants, removes the folder. */
  async close() {
    await this.stop();
    try {
      this.verify();
    } finally {
      rmSync(this.folder, { recursive: true, force: true });
    }
  }

  /** Arms a failpoint of the test binary: `kill` or `sleep:MS`. It acts once. */
  arm(point, what) { writeFileSync(join(this.faults, point), what); }
  /** Moves the clock of the test binary. */
  moveClock(ms) { writeFileSync(join(this.faults, 'clock'), String(ms)); }
  armed(point) { return existsSync(join(this.faults, point)); }
  read(file) { return readFileSync(join(this.data, file)); }

  async get(path, options) { return this.call('GET', path, options); }
  async call(method, path, options = {}) {
    const answer = await call(this.url, method, path, options);
    this.answers += answer.text;
    if (path.startsWith('/v1') || path === '/healthz' || path === '/readyz') checkAnswer(method, path, answer);
    return answer;
  }
  /** With the publishable key. */
  page(method, path, body, options = {}) { return this.call(method, path, { key: pk, body, ...options }); }
  /** With the secret key, and a fresh idempotency key unless one is given. */
  shopCall(method, path, body, options = {}) {
    const idempotency = method === 'GET' ? undefined : randomUUID();
    return this.call(method, path, { key: this.sk, body, idempotency, ...options });
  }

  async publish(rules) {
    const answer = await this.shopCall('PUT', '/v1/rules', typeof rules === 'string' ? rules : JSON.stringify(rules));
    if (answer.status !== 201) throw new Error(`publish: ${answer.status} ${answer.text}`);
    return answer.body;
  }

  async makeCode(body) {
    const answer = await this.shopCall('POST', '/v1/codes', body);
    if (answer.status !== 201) throw new Error(`codes: ${answer.status} ${answer.text}`);
    return answer.body.codes.map((one) => one.code);
  }

  cartToken(cart, payload = {}, key = this.key, header = {}) {
    const now = seconds();
    return jws(key, 'tendero-cart+jwt', { iss: 'shop', aud: `tendero:${this.shop}`, iat: now, exp: now + 600, cart, ...payload }, header);
  }

  customerToken(sub, customer = {}, payload = {}, key = this.key, header = {}) {
    const now = seconds();
    return jws(key, 'tendero-customer+jwt', { sub, aud: `tendero:${this.shop}`, iat: now, exp: now + 600, customer, ...payload }, header);
  }
}

export const startServer = (options = {}) => new Server(options).start();
