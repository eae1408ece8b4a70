import { EngineDown } from '../errors.js';
import { patientFetch } from './fetch.js';

/**
 * The engine's functions: texts in, texts out (handles and carts are numbers).
 * @typedef {{
 *   version(): string,
 *   load(rules: string): string,
 *   unload(handle: number): string,
 *   evaluate(handle: number, request: string): string,
 *   open(handle: number, request: string): string,
 *   change(cart: number, change: string): string,
 *   close(cart: number): string,
 *   digest(handle: number, request: string): string,
 *   cart_digest(cart: number): string,
 *   lint(rules: string, options: string): string,
 *   normalise_code(text: string): string,
 *   split(rules: string): string,
 * }} EngineModule
 */

/**
 * Emscripten's module factory.
 * @typedef {(options: object) => Promise<EngineModule>} Factory
 */

/**
 * @typedef {object} WasmPlace
 * @property {string} [url]  where the bytes are, when they are not given
 * @property {string} [integrity]  `sha256-…` of the bytes
 * @property {BufferSource} [bytes]  the bytes themselves (Node, tests)
 * @property {Promise<Response>} [started]  a request for `url` that is already on its way
 * @property {number} [timeoutMs]
 */

/**
 * Compiles once and makes as many instances as are asked for.
 * A failed compilation is forgotten, so that a later call tries again.
 */
export class EngineSource {
  #factory;
  #place;
  /** @type {Promise<WebAssembly.Module> | undefined} */
  #module;

  /**
   * @param {Factory} factory
   * @param {WasmPlace} place
   */
  constructor(factory, place) {
    this.#factory = factory;
    this.#place = place;
  }

  /**
   * @returns {Promise<EngineModule>}  a fresh instance
   * @throws {EngineDown} when WebAssembly is refused or its instance does not start
   * @throws {import('../errors.js').TenderoError} `offline`, `timed_out`: worth another try
   */
  async create() {
    const compiling = (this.#module ??= this.#compile());
    let module;
    try {
      module = await compiling;
    } catch (error) {
      if (this.#module === compiling) this.#module = undefined;
      throw error;
    }
    return instantiate(this.#factory, module);
  }

  async #compile() {
    const { bytes, url, started } = this.#place;
    if (typeof WebAssembly !== 'object') throw new EngineDown('no WebAssembly');
    if (bytes) return guarded(() => WebAssembly.compile(bytes));
    if (!url) throw new EngineDown('no address of the engine');
    this.#place = { ...this.#place, started: undefined };
    let response = started && (await started.catch(() => undefined));
    response = response?.ok ? response : await this.#request(url);
    return compileResponse(response, () => this.#request(url));
  }

  /** @param {string} url */
  async #request(url) {
    const { integrity, timeoutMs } = this.#place;
    const response = await patientFetch(url, { integrity, timeoutMs, retries: 2, credentials: 'omit', mode: 'cors' });
    if (!response.ok) throw new EngineDown(`${url} answered ${response.status}`);
    return response;
  }
}

/**
 * Streams the compilation; a server that sends another type, or a browser without streaming, gets the bytes whole.
 * @param {Response} response
 * @param {() => Promise<Response>} again
 */
async function compileResponse(response, again) {
  const type = response.headers.get('content-type') ?? '';
  if (typeof WebAssembly.compileStreaming === 'function' && type === 'application/wasm') {
    try {
      return await WebAssembly.compileStreaming(response);
    } catch (error) {
      if (error instanceof WebAssembly.CompileError) throw new EngineDown(error);
      response = await again();
    }
  }
  const bytes = await response.arrayBuffer();
  return guarded(() => WebAssembly.compile(bytes));
}

/**
 * @template T
 * @param {() => Promise<T>} work
 */
async function guarded(work) {
  try {
    return await work();
  } catch (error) {
    throw new EngineDown(error);
  }
}

/**
 * @param {Factory} factory
 * @param {WebAssembly.Module} module
 * @returns {Promise<EngineModule>}
 */
function instantiate(factory, module) {
  return new Promise((done, fail) => {
    /** @param {WebAssembly.Imports} imports @param {(instance: WebAssembly.Instance) => void} receive */
    const instantiateWasm = (imports, receive) => {
      try {
        const instance = new WebAssembly.Instance(module, imports);
        receive(instance);
        return instance.exports;
      } catch (error) {
        fail(new EngineDown(error));
        return {};
      }
    };
    const quiet = () => {};
    const failed = (/** @type {unknown} */ error) => fail(new EngineDown(error));
    try {
      factory({ instantiateWasm, print: quiet, printErr: quiet }).then(done, failed);
    } catch (error) {
      failed(error);
    }
  });
}
