// What only the engine can know, and a schema lets pass: each with a text that shows it. Nothing else may differ.

/** @typedef {{code: string, why: string, kind: 'ruleset' | 'request' | 'change', shown: any, text?: string}} Exception */

const promotion = (/** @type {any} */ more = {}) => ({ id: 'p', effects: [{ type: 'percent_off', percent: 10 }], ...more });
const rules = (/** @type {any} */ more) => ({ tendero: 1, store: { currency: 'EUR' }, ...more });
const asking = (/** @type {any} */ when, /** @type {any} */ more = {}) => rules({ ...more, promotions: [promotion({ when })] });
const line = (/** @type {any} */ more = {}) => ({ id: 'l1', sku: 'A', unit_price: 100, ...more });
const request = (/** @type {any} */ cart, /** @type {any} */ more = {}) => ({ now: '2026-11-28T10:00:00Z', cart: { currency: 'EUR', lines: [], ...cart }, ...more });
const most = 9007199254740991;

/** Refers to another place of the text. @type {Exception[]} */
const kReferences = [
  { kind: 'ruleset', code: 'duplicate_id', why: 'compares two promotions', shown: rules({ promotions: [promotion(), promotion()] }) },
  { kind: 'ruleset', code: 'unknown_segment', why: 'names a segment', shown: asking({ segment: 'nobody' }) },
  { kind: 'ruleset', code: 'segment_circle', why: 'follows segments', shown: rules({ segments: { a: { segment: 'a' } } }) },
  { kind: 'ruleset', code: 'wrong_scope', why: 'follows a segment to where it is used', shown: asking({ segment: 'a' }, { segments: { a: { fact: 'line.sku', eq: 'A' } } }) },
  { kind: 'ruleset', code: 'zone_circle', why: 'depends on where the condition stands', shown: rules({ shipping: { zones: { a: { fact: 'shipping.zone', eq: 'a' } } } }) },
  { kind: 'ruleset', code: 'codes_are_private', why: 'depends on the promotion around the condition', shown: asking({ fact: 'cart.codes', has: 'A' }) },
  { kind: 'ruleset', code: 'offsets_missing', why: 'depends on the store\'s zone', shown: rules({ store: { timezone: 'Europe/Madrid' }, promotions: [promotion({ active: { from: '2026-11-27T00:00' } })] }) },
  { kind: 'ruleset', code: 'ends_before_start', why: 'compares two times', shown: rules({ promotions: [promotion({ active: { from: '2026-11-27T00:00', until: '2026-11-27T00:00' } })] }) },
  { kind: 'ruleset', code: 'not_ascending', why: 'compares neighbours', shown: rules({ store: { offsets: [[5, 0], [5, 60]] } }) },
  { kind: 'ruleset', code: 'too_complex', why: 'counts segments at each use', shown: asking({ all: Array(4).fill({ segment: 'a' }) }, { segments: { a: { all: Array(3000).fill({ fact: 'cart.lines', gte: 1 }) } } }) },
  { kind: 'ruleset', code: 'too_deep', why: 'counts depth', shown: asking(Array(40).fill(0).reduce((inner) => ({ not: inner }), { fact: 'cart.lines', gte: 1 })) },
  { kind: 'request', code: 'duplicate_line', why: 'compares two lines', shown: request({ lines: [line(), line()] }) },
  { kind: 'request', code: 'duplicate_option', why: 'compares two options', shown: request({ shipping: { options: [{ id: 'a', price: 1 }, { id: 'a', price: 2 }] } }) },
  { kind: 'request', code: 'unknown_method', why: 'names an option', shown: request({ shipping: { method: 'b', options: [{ id: 'a', price: 1 }] } }) },
  { kind: 'request', code: 'currency_mismatch', why: 'depends on the ruleset', shown: request({ currency: 'USD' }) },
  { kind: 'request', code: 'amount_overflow', why: 'multiplies and adds', shown: request({ lines: [line({ quantity: 2, unit_price: most })] }) },
  { kind: 'request', code: 'unknown_segment', why: 'names a segment', shown: request({}, { fragments: [{ code: 'A', promotion: promotion({ trigger: 'code', when: { segment: 'nobody' } }) }] }) },
  { kind: 'change', code: 'unknown_line', why: 'names a line of the cart', shown: { sequence: 1, remove: ['nobody'] } },
  { kind: 'change', code: 'duplicate_line', why: 'compares two lines', shown: { sequence: 1, add: [line(), line()] } },
  { kind: 'change', code: 'sequence_wrong', why: 'depends on the last change', shown: { sequence: 2 } },
  { kind: 'change', code: 'unknown_method', why: 'names an option', shown: { sequence: 1, set: { shipping: { method: 'b', options: [{ id: 'a', price: 1 }] } } } },
  { kind: 'change', code: 'amount_overflow', why: 'multiplies and adds', shown: { sequence: 1, add: [line({ id: 'l9', quantity: 2, unit_price: most })] } },
];

/** Reads what stands there more closely than a schema can. @type {Exception[]} */
const kReadings = [
  { kind: 'ruleset', code: 'no_such_date', why: 'knows the calendar', shown: rules({ promotions: [promotion({ active: { from: '2026-02-29T00:00' } })] }) },
  { kind: 'request', code: 'no_such_date', why: 'knows the calendar', shown: request({}, { now: '2026-02-29T00:00:00Z' }) },
  { kind: 'ruleset', code: 'percent_invalid', why: 'counts decimals, which validators read through binary fractions', shown: rules({ promotions: [promotion({ effects: [{ type: 'percent_off', percent: 1.00001 }] })] }) },
  { kind: 'request', code: 'percent_invalid', why: 'the same', shown: request({ lines: [line({ tax_rate: 0.00001 })] }) },
  { kind: 'request', code: 'code_too_long', why: 'counts bytes', shown: request({ codes: ['é'.repeat(101)] }) },
  { kind: 'ruleset', code: 'float_forbidden', why: 'sees how a number is written', shown: rules({ promotions: [promotion({ priority: 3 })] }), text: '3.0' },
  { kind: 'ruleset', code: 'duplicate_member', why: 'sees the text, not its value', shown: rules({ promotions: [promotion({ priority: 3 })] }), text: '3,"priority":4' },
];

export const kExceptions = [...kReferences, ...kReadings];

/** Where a code alone would cover too much: what the engine found. @type {Record<string, RegExp>} */
const kFound = { percent_invalid: /^0?\d{0,2}\.\d{5,}$|^\d(\.\d+)?e-\d+$/, amount_overflow: / × |^a sum over / };

/**
 * Whether an engine's refusal that a schema does not share is one of these. How a text is written never is: here both see values.
 * @param {string} kind @param {any[]} errors
 */
export const isException = (kind, errors) => errors.every((error) =>
  kExceptions.some((known) => known.kind === kind && known.code === error.code && known.text === undefined && (kFound[error.code]?.test(error.found) ?? true))
  || (error.code === 'required' && error.pointer === '/cart/currency' && /the store names none/.test(error.expected)));
