// The engine as it ships, in Node; every answer it gives is held against answer.schema.json.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inRoot } from '../setup/lib/paths.mjs';

/** @typedef {import('./schemas.mjs').Schemas} Schemas */
/** @typedef {{ok: boolean, answer: any, codes: string[], errors: any[]}} Verdict */

const kFolder = process.env.TENDERO_ENGINE ?? inRoot('build/wasm/out');

/** @param {string} name of a build */
async function instance(name) {
  const { default: create } = await import(pathToFileURL(join(kFolder, `${name}.mjs`)).href);
  return create({ wasmBinary: readFileSync(join(kFolder, `${name}.wasm`)) });
}

export class Engine {
  /** @param {any} module the merchant's build, whose errors have words @param {any} shopper what shoppers load: the same answers, errors as code and pointer @param {Schemas} schemas */
  constructor(module, shopper, schemas) {
    this.module = module;
    this.shopper = shopper;
    this.schemas = schemas;
    this.answers = 0;
  }

  /** @param {Schemas} schemas @returns {Promise<Engine>} */
  static async start(schemas) {
    return new Engine(await instance('tendero_merchant'), await instance('tendero_engine'), schemas);
  }

  /** @param {string} text an answer @param {string} shape of answer.schema.json's $defs @returns {Verdict} */
  read(text, shape) {
    this.answers += 1;
    const answer = JSON.parse(text);
    const errors = answer.errors ?? [];
    const complaint = this.schemas.complaint(`answer#/$defs/${errors.length > 0 ? 'refused' : shape}`, answer);
    assert.equal(complaint, '', `an answer that its schema refuses: ${complaint}\n${text.slice(0, 2000)}`);
    return { ok: errors.length === 0, answer, errors, codes: errors.map((/** @type {any} */ error) => error.code) };
  }

  /** @param {string} rules @returns {Verdict} */
  load(rules) {
    return this.read(this.module.load(rules), 'loaded');
  }

  /** Loads and lets go; what shoppers load says the same in fewer words. @param {unknown} rules @returns {Verdict} */
  accepts(rules) {
    const text = JSON.stringify(rules);
    const verdict = this.load(text);
    const terse = JSON.parse(this.shopper.load(text));
    assert.deepEqual(terse.errors ?? [], verdict.errors.map(({ code, pointer }) => ({ code, pointer })));
    if (verdict.ok) {
      this.module.unload(verdict.answer.handle);
      this.shopper.unload(terse.handle);
    }
    return verdict;
  }

  /** @param {number} handle @param {unknown} request @returns {Verdict} */
  evaluate(handle, request) {
    return this.read(this.module.evaluate(handle, JSON.stringify(request)), 'evaluated');
  }

  /** @param {number} handle @param {unknown} request @returns {Verdict} */
  digest(handle, request) {
    return this.read(this.module.digest(handle, JSON.stringify(request)), 'digested');
  }

  /** Opens a cart, changes it once, closes it. @param {number} handle @param {unknown} request @param {unknown} change @returns {Verdict} */
  change(handle, request, change) {
    const opened = this.read(this.module.open(handle, JSON.stringify(request)), 'opened');
    assert.ok(opened.ok, JSON.stringify(opened.errors));
    const verdict = this.read(this.module.change(opened.answer.cart, JSON.stringify(change)), 'changed');
    this.module.close(opened.answer.cart);
    return verdict;
  }

  /** @param {unknown} rules @returns {any[]} the findings */
  lint(rules) {
    return this.read(this.module.lint(JSON.stringify(rules), '{}'), 'linted').answer.findings;
  }
}
