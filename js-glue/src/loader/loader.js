/**
 * `tendero.js`, the script tag: finds its own attributes, takes over the queue, fetches the rest (checked by its
 * integrity) without holding the page up, and hands the queue over. Whatever goes wrong here, the page goes on.
 */
import { VERSION } from '../version.js';

const BRAND = Symbol.for('tendero');
const { getAttribute, hasAttribute } = Element.prototype;

/** A property of the document that an element named like it cannot hide. @param {string} name */
const ofDocument = (name) =>
  /** @type {any} */ (Object.getOwnPropertyDescriptor(Document.prototype, name)).get.call(document);

/** @type {HTMLScriptElement | null} */
const tag = ofDocument('currentScript');
const base = tag ? new URL('.', tag.src).href : '';
/** @param {string} name */
const attribute = (name) => (tag && getAttribute.call(tag, `data-${name}`)) ?? undefined;

/** @type {any}  Trusted Types: the only addresses that this script may load scripts from are its own. */
let policy;

/** @param {string} url @returns {any} */
function trusted(url) {
  const types = /** @type {any} */ (window).trustedTypes;
  if (!types) return url;
  policy ??= types.createPolicy('tendero', {
    createScriptURL(/** @type {string} */ wanted) {
      if (!wanted.startsWith(base)) throw new TypeError(wanted);
      return wanted;
    },
  });
  return policy.createScriptURL(url);
}

/**
 * A module of ours by its integrity: the script element checks it, `import` then finds it loaded.
 * @param {{file: string, integrity: string}} wanted
 * @param {number} attempt  a failed address is never fetched again, so another try asks for another one
 * @returns {Promise<any>}
 */
async function load({ file, integrity }, attempt) {
  const url = base + file + (attempt ? `?again=${attempt}` : '');
  let src;
  try {
    src = trusted(url);
  } catch {
    // The page's policy list does not name ours: check the bytes first, then import them from the cache.
    await fetch(url, { integrity, credentials: 'omit' });
    return import(url);
  }
  await new Promise((done, fail) => {
    const script = /** @type {HTMLScriptElement} */ (Document.prototype.createElement.call(document, 'script'));
    script.type = 'module';
    script.crossOrigin = 'anonymous';
    script.integrity = integrity;
    if (tag?.nonce) script.nonce = tag.nonce;
    script.onload = done;
    script.onerror = () => fail(new Error(`${url} did not load`));
    script.src = src;
    Node.prototype.appendChild.call(ofDocument('documentElement'), script);
  });
  return import(url);
}

function options() {
  const poll = attribute('poll-ms');
  return {
    rules: attribute('rules') ?? '',
    server: attribute('server'),
    key: attribute('key'),
    locale: attribute('locale'),
    currency: attribute('currency'),
    codeParameter: attribute('code-parameter'),
    remember: attribute('remember') === 'no' ? false : undefined,
    pollMs: poll === undefined ? undefined : Number(poll),
  };
}

/** The engine's bytes travel while the code that wants them does. */
function startEngine() {
  const { file, integrity } = TENDERO_FILES.engine;
  const url = base + file;
  if (typeof WebAssembly !== 'object') return { url, integrity };
  const started = fetch(url, { integrity, credentials: 'omit', mode: 'cors' });
  started.catch(() => {});
  return { url, integrity, started };
}

/** @param {number} attempt */
async function begin(attempt) {
  const wasm = startEngine();
  const wantsElements = tag !== null && hasAttribute.call(tag, 'data-elements');
  const elements = wantsElements ? load(TENDERO_FILES.elements, attempt) : undefined;
  elements?.catch(() => {});
  const core = await load(TENDERO_FILES.core, attempt);
  const instance = core.start({ ...options(), wasm });
  elements?.then((module) => module.startElements(instance, attribute('elements'), attribute('accent'))).catch(report);
  return instance;
}

/** @param {unknown} error */
function report(error) {
  console.warn('[tendero]', error);
}

/** @param {any} value */
function publish(value) {
  Object.defineProperty(window, 'Tendero', { value, configurable: true, enumerable: true, writable: true });
}

/** @param {any} queued */
function install(queued) {
  const queue = Array.isArray(queued) ? queued.slice() : [];
  /** @type {Promise<any> | undefined}  cleared on failure, so that a later call tries again */
  let loading;
  let attempts = 0;
  const stub = {
    [BRAND]: true,
    version: VERSION,
    push: (/** @type {any[]} */ ...commands) => void queue.push(...commands),
    /** Listens from the first event on. @param {string} name @param {(detail: any) => void} listener */
    on(name, listener) {
      let off = () => {};
      let stopped = false;
      stub.push((/** @type {any} */ instance) => {
        if (!stopped) off = instance.on(name, listener);
      });
      return () => {
        stopped = true;
        off();
      };
    },
    destroy: () => stub.push((/** @type {any} */ instance) => instance.destroy()),
    load() {
      loading ??= begin(attempts++).then(
        (instance) => {
          publish(instance);
          stub.push = (...commands) => instance.push(...commands);
          instance.push(...queue);
          return instance;
        },
        (error) => {
          loading = undefined;
          report(error);
          if (attempts < 3) setTimeout(() => stub.load().catch(() => {}), 1500 * attempts);
          throw error;
        },
      );
      return loading;
    },
    get ready() {
      return stub.load();
    },
  };
  publish(stub);
  // Whoever kept the array goes on being heard.
  if (Array.isArray(queued)) queued.push = (...commands) => (stub.push(...commands), 0);
  stub.load().catch(() => {});
}

try {
  // Only a property of window's own counts: a <form id=Tendero> is not one.
  const existing = Object.getOwnPropertyDescriptor(window, 'Tendero')?.value;
  if (existing?.[BRAND]) {
    console.warn(`[tendero] included twice: ${existing.version} stays, ${VERSION} is not run`);
    existing.load?.()?.catch(() => {});
  } else {
    install(existing);
  }
} catch (error) {
  report(error);
}
