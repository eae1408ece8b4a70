import { TenderoError } from './errors.js';
import { assign, dictionary, keys } from './natives.js';

/**
 * @typedef {object} Options
 * @property {string} rules  address of `/v1/rules`, or of a ruleset itself
 * @property {string} [server]  base address of the Tendero server; without it no codes, quotes or fallback
 * @property {string} [key]  publishable key `pk_…`
 * @property {string} [locale]  BCP 47; default the document's `lang`
 * @property {string} [currency]  ISO 4217; default what each cart says
 * @property {string} [codeParameter]  name of the parameter in a link that offers a code; default `code`
 * @property {boolean} [remember]  keep prices and codes for the next page of this tab; default true
 * @property {number} [pollMs]  how often the rules are looked at while the page is seen; default 45,000
 * @property {boolean} [documentEvents]  also send `tendero:*` on the document; default true
 * @property {import('./engine/source.js').WasmPlace} [wasm]  where the engine is, if not where the package says
 */

const KINDS = {
  rules: 'string',
  server: 'string',
  key: 'string',
  locale: 'string',
  currency: 'string',
  codeParameter: 'string',
  remember: 'boolean',
  pollMs: 'number',
  documentEvents: 'boolean',
  wasm: 'object',
};

/**
 * Checks the options and fills what the page can tell.
 * @param {Options} given
 * @returns {Options & {codeParameter: string}}
 * @throws {TenderoError} `options_invalid`
 */
export function checkedOptions(given) {
  /** @type {any} */
  const options = assign(dictionary(), given);
  for (const name of keys(options)) {
    const kind = /** @type {Record<string, string>} */ (KINDS)[name];
    if (options[name] === undefined) continue;
    if (typeof options[name] !== kind) fail(`/${name}`, typeof options[name], kind ?? `one of ${keys(KINDS)}`);
  }
  if (!options.rules) fail('/rules', options.rules, 'the address of the rules');
  if (options.key && !options.key.startsWith('pk_')) fail('/key', 'another kind of key', 'a publishable key, pk_…');
  const page = globalThis.location?.href;
  options.rules = page ? new URL(options.rules, page).href : options.rules;
  if (options.server !== undefined) options.server = absolute(options.server, page);
  options.locale ??= pageLocale();
  options.codeParameter ??= 'code';
  return options;
}

/** @param {string} address @param {string | undefined} page */
function absolute(address, page) {
  const href = page ? new URL(address, page).href : address;
  return href.endsWith('/') ? href.slice(0, -1) : href;
}

/** @returns {string | undefined} */
function pageLocale() {
  if (typeof document !== 'object') return undefined;
  return Element.prototype.getAttribute.call(document.querySelector(':root'), 'lang') || undefined;
}

/** @param {string} pointer @param {unknown} found @param {string} expected */
function fail(pointer, found, expected) {
  const fault = { code: 'options_invalid', pointer, found, expected };
  throw new TenderoError('options_invalid', { errors: [fault] });
}
