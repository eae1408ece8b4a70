// What a page or Node needs beside the engine's .wasm: texts in, texts out (exports.cpp says how).
// Nothing of it is generated; the build copies it beside the module.

/**
 * The functions of one instance: numbers name rulesets and carts, texts are JSON.
 * @typedef {object} Engine
 * @property {() => string} version
 * @property {(rules: string) => string} load
 * @property {(handle: number) => string} unload
 * @property {(handle: number, request: string) => string} evaluate
 * @property {(handle: number, request: string) => string} digest
 * @property {(handle: number, request: string) => string} open
 * @property {(cart: number, change: string) => string} change
 * @property {(cart: number) => string} close
 * @property {(cart: number) => string} cart_digest
 * @property {(typed: string) => string} normalise_code
 * @property {(rules: string, options: string) => string} lint   merchant's module only
 * @property {(rules: string) => string} split                   merchant's module only
 */

/** What the engine's C library asks of its surroundings: to be told of an end, and that memory grew. */
const kImports = {
  env: { emscripten_notify_memory_growth: () => {} },
  wasi_snapshot_preview1: {
    proc_exit: () => {
      throw new WebAssembly.RuntimeError('the engine gave up');
    },
  },
};

/**
 * Makes an instance from the module's bytes, or through the caller's own instantiation (a page that
 * compiled while the bytes arrived).
 * @param {{wasmBinary?: BufferSource,
 *          instantiateWasm?: (imports: WebAssembly.Imports, receive: (instance: WebAssembly.Instance) => void) => unknown}} options
 * @returns {Promise<Engine>}
 */
export default async function createTendero({ wasmBinary, instantiateWasm }) {
  /** @type {WebAssembly.Instance} */
  const { exports } = await new Promise((receive, fail) => {
    if (instantiateWasm) instantiateWasm(kImports, receive);
    else if (wasmBinary) WebAssembly.instantiate(wasmBinary, kImports).then((made) => receive(made.instance), fail);
    else fail(new TypeError('createTendero needs wasmBinary or instantiateWasm'));
  });
  const wasm = /** @type {any} */ (exports);
  wasm._initialize();
  return functionsOf(wasm);
}

/** @param {any} wasm @returns {Engine} */
function functionsOf(wasm) {
  const encoder = new TextEncoder();
  const decoder = new TextDecoder();

  /** Puts texts into the instance, one behind the other; answers the bytes of the first. */
  const put = (/** @type {string} */ first, second = '') => {
    const bytes = encoder.encode(first + second);
    const at = wasm.tendero_input(bytes.length);
    if (!at) throw new RangeError('the engine has no memory for this text');
    new Uint8Array(wasm.memory.buffer, at, bytes.length).set(bytes);
    return second ? encoder.encode(first).length : bytes.length;
  };
  const take = (/** @type {number} */ at) =>
    decoder.decode(new Uint8Array(wasm.memory.buffer, at, wasm.tendero_output()));

  /** @param {string} name */
  const ofText = (name) => (/** @type {string} */ text) => (put(text), take(wasm[name]()));
  /** @param {string} name */
  const ofHandle = (name) => (/** @type {number} */ handle) => take(wasm[name](handle));
  /** @param {string} name */
  const ofBoth = (name) => (/** @type {number} */ handle, /** @type {string} */ text) =>
    (put(text), take(wasm[name](handle)));

  return {
    version: () => take(wasm.version()),
    load: ofText('load'), unload: ofHandle('unload'), evaluate: ofBoth('evaluate'), digest: ofBoth('digest'),
    open: ofBoth('open'), change: ofBoth('change'), close: ofHandle('close'), cart_digest: ofHandle('cart_digest'),
    normalise_code: ofText('normalise_code'),
    lint: (rules, options) => take(wasm.lint(put(rules, options))),
    split: ofText('split'),
  };
}
