// The three schemas, as any user of the package would compile them.
import { readFileSync } from 'node:fs';
import Ajv2020 from 'ajv/dist/2020.js';
import { inRoot } from '../setup/lib/paths.mjs';

/** @typedef {Record<string, any>} Schema */
/** @typedef {(value: unknown) => boolean} Check */

export const kNames = ['ruleset', 'request', 'answer'];

/** @param {string} name @returns {Schema} */
export const readSchema = (name) => JSON.parse(readFileSync(inRoot('js-glue/schema', `${name}.schema.json`), 'utf8'));

/** Members, conditions and answers are looked up by a pointer: `schemas.check('request#/$defs/change')`. */
export class Schemas {
  /** @param {Record<string, Schema>} documents by name */
  constructor(documents = Object.fromEntries(kNames.map((name) => [name, readSchema(name)]))) {
    this.documents = documents;
    // strictRequired would want each `required` beside its `properties`: "either of two members" says them once.
    const Ajv = /** @type {any} */ (Ajv2020).default ?? Ajv2020;
    this.ajv = new Ajv({ strict: true, strictRequired: false, allErrors: false });
    for (const document of Object.values(documents)) this.ajv.addSchema(document);
    /** @type {Map<string, any>} */
    this.compiled = new Map();
  }

  /** @param {string} place "name#/pointer" @returns {any} the compiled check, with its `errors` */
  check(place) {
    if (!this.compiled.has(place)) {
      const [name, pointer] = place.split('#');
      this.compiled.set(place, this.ajv.getSchema(`${this.documents[name].$id}#${pointer}`));
    }
    const check = this.compiled.get(place);
    if (!check) throw new Error(`no schema at ${place}`);
    return check;
  }

  /** @param {string} place @param {unknown} value @returns {string} what is wrong; empty when nothing is */
  complaint(place, value) {
    const check = this.check(place);
    return check(value) ? '' : this.ajv.errorsText(check.errors);
  }

  /** @param {string} place @returns {any} what stands there: a schema, true or false */
  at(place) {
    const [name, pointer] = place.split('#');
    return pointer.split('/').slice(1).reduce((node, step) => node[step.replace(/~1/g, '/').replace(/~0/g, '~')], this.documents[name]);
  }

  /** @param {string} place where a $ref stands @param {string} reference @returns {string} where it leads */
  follow(place, reference) {
    const [file, pointer] = reference.split('#');
    const name = file === '' ? place.split('#')[0] : file.replace('.schema.json', '');
    return `${name}#${pointer}`;
  }
}
