import { replace, split } from '../natives.js';

/**
 * One language: its sentences, and numbers, money and dates by `Intl`. The sentences are files of `i18n/`; nothing
 * else of the glue holds text that a shopper reads.
 * @typedef {string | Partial<Record<Intl.LDMLPluralRule, string>>} Sentence
 * @typedef {Record<string, Record<string, Sentence>>} Messages
 */

/** Reasons whose numbers are units; those of other reasons are money. */
const COUNTED = ['quantity_too_low', 'quantity_too_high', 'products_missing'];

export class Speech {
  #messages;
  #plural;
  /** @type {Record<string, Intl.NumberFormat>} */
  #money = {};

  /**
   * @param {string} locale  BCP 47
   * @param {Messages} messages
   */
  constructor(locale, messages) {
    this.locale = locale;
    this.#messages = messages;
    this.#plural = new Intl.PluralRules(locale);
  }

  /**
   * @param {string} name  `group.sentence`
   * @param {Record<string, unknown> & {count?: number}} [values]  `count` chooses the plural
   * @returns {string}
   */
  say(name, values = {}) {
    const [group, key] = split(name, '.');
    const sentence = this.#messages[group]?.[key];
    if (sentence === undefined) return name;
    const { count } = values;
    const text =
      typeof sentence === 'string' ? sentence : (sentence[this.#plural.select(count ?? 0)] ?? sentence.other ?? name);
    const fill = (/** @type {string} */ _, /** @type {string} */ key) => (key === 'count' ? this.number(count ?? 0) : `${values[key]}`);
    return replace(text, /\{(\w+)\}/g, fill);
  }

  /**
   * @param {number} minor  minor units
   * @param {string} currency  ISO 4217
   */
  money(minor, currency) {
    const format = (this.#money[currency] ??= new Intl.NumberFormat(this.locale, { style: 'currency', currency }));
    const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
    // As decimal text, so that no amount goes through a fraction of a double.
    return replace(format.format(/** @type {any} */ (`${minor}e-${digits}`)), /-/, '\u2212');
  }

  /** @param {number} value */
  number(value) {
    return new Intl.NumberFormat(this.locale).format(value);
  }

  /** @param {number} ms  since the epoch */
  date(ms) {
    return new Intl.DateTimeFormat(this.locale, { dateStyle: 'long', timeStyle: 'short' }).format(ms);
  }

  /**
   * Why a code does not apply, and what would mend it.
   * @param {{reason?: string, required?: number, actual?: number, missing?: number}} entry
   * @param {string} currency
   */
  reason(entry, currency) {
    const { reason = 'condition_not_met', required, missing } = entry;
    const plain = this.#messages.reasons_plain[reason];
    if (plain && (missing === undefined || required === undefined)) return this.say(`reasons_plain.${reason}`);
    const amount = (/** @type {number | undefined} */ value) => {
      if (value === undefined) return '';
      return COUNTED.includes(reason) ? this.number(value) : this.money(value, currency);
    };
    const values = { required: amount(required), missing: amount(missing), count: missing };
    return this.#messages.reasons[reason] ? this.say(`reasons.${reason}`, values) : this.say('reasons.condition_not_met');
  }
}

/** @type {Record<string, Promise<Messages>>} */
const languages = {};

/**
 * The language of a locale: its own file, that of its base language, or English.
 * @param {string} locale
 * @returns {Promise<Speech>}
 */
export async function speechOf(locale) {
  const known = supported(locale);
  for (const language of [known, known.split('-')[0], 'en']) {
    try {
      return new Speech(known, await (languages[language] ??= fileOf(language)));
    } catch {
      delete languages[language];
    }
  }
  throw new Error('no language');
}

/** @param {string} language @returns {Promise<Messages>} */
async function fileOf(language) {
  if (!/^[a-zA-Z-]+$/.test(language)) throw new Error(language);
  return (await import(`../i18n/${language}.js`)).default;
}

/** @param {string} locale */
function supported(locale) {
  try {
    return Intl.getCanonicalLocales(locale)[0] ?? 'en';
  } catch {
    return 'en';
  }
}
