import { replace, split } from '../natives.js';

/**
 * One language: its sentences, and numbers, money and dates by `Intl`. The sentences are files of `i18n/`; nothing
 * else of the glue holds text that a shopper reads.
 * @typedef {string | Partial<Record<Intl.LDMLPluralRule, string>>} Sentence
 * @typedef {Record<string, Record<string, Sentence>>} Messages
 */

/**
 * What is known of a code that does not apply; `fact` is the one that its condition reads.
 * @typedef {{reason?: string, required?: number, actual?: number, missing?: number, fact?: string,
 *   winner_title?: string}} Reasoned
 */

/** Reasons whose numbers are money; facts whose numbers are; reasons whose number is a time. */
const MONEY_REASONS = /^subtotal_/;
const MONEY_FACTS = /subtotal$|total$|price$|spent$/;
const DATED = /^(not_started|ended)$/;

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
   * @param {Reasoned} entry
   * @param {string} currency
   */
  reason(entry, currency) {
    const { reason = 'condition_not_met', required, missing, fact = '', winner_title: winner } = entry;
    const known = required !== undefined || winner !== undefined;
    if (!known && this.#messages.reasons_plain[reason]) return this.say(`reasons_plain.${reason}`);
    if (!this.#messages.reasons[reason]) return this.say('reasons.condition_not_met');
    const money = MONEY_REASONS.test(reason) || MONEY_FACTS.test(fact);
    const amount = (/** @type {number | undefined} */ value) =>
      money && value !== undefined ? this.money(value, currency) : '';
    const date = DATED.test(reason) && required !== undefined ? this.date(required) : '';
    const group = money && this.#messages.reasons_money[reason] ? 'reasons_money' : 'reasons';
    return this.say(`${group}.${reason}`, { required: amount(required), missing: amount(missing), count: missing, date, winner });
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
