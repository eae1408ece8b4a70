/**
 * One fault of an input: where it is, what was found and what would be right.
 * @typedef {{code: string, pointer?: string, found?: unknown, expected?: unknown, did_you_mean?: string,
 *   line?: number, column?: number}} Fault
 */

/**
 * What the glue rejects with: `code` never changes its name, `errors` point at each fault of the input.
 * Codes of the glue itself: `unavailable` (no engine, no server), `no_server`, `offline`, `timed_out`,
 * `totals_changed`, `destroyed`, `options_invalid`, `number_invalid`, `too_deep`; others are the engine's or server's.
 */
export class TenderoError extends Error {
  /** By name: each bundle of the package has a class of its own. @param {any} value */
  static [Symbol.hasInstance](value) {
    return value?.name === 'TenderoError';
  }

  /**
   * @param {string} code
   * @param {{message?: string, errors?: Fault[], status?: number, retryable?: boolean, retryAfterMs?: number,
   *   detail?: any, cause?: unknown}} [more]
   */
  constructor(code, more = {}) {
    const first = more.errors && more.errors[0];
    super(more.message ?? (first ? describe(first) : code), { cause: more.cause });
    this.name = 'TenderoError';
    this.code = code;
    this.errors = more.errors ?? [];
    this.status = more.status;
    this.retryable = more.retryable ?? false;
    this.retryAfterMs = more.retryAfterMs;
    this.detail = more.detail;
  }
}

/** @param {Fault} fault */
function describe(fault) {
  const where = fault.pointer ? ` at ${fault.pointer}` : '';
  const found = fault.found === undefined ? '' : `: found ${fault.found}`;
  const expected = fault.expected === undefined ? '' : `, expected ${fault.expected}`;
  const hint = fault.did_you_mean ? ` (did you mean ${fault.did_you_mean}?)` : '';
  return `${fault.code}${where}${found}${expected}${hint}`;
}

/**
 * The engine itself broke (a trap, out of memory): its instance must not be used again.
 */
export class EngineDown extends Error {
  /** As above. @param {any} value */
  static [Symbol.hasInstance](value) {
    return value?.name === 'EngineDown';
  }

  /** @param {unknown} cause */
  constructor(cause) {
    super('the engine stopped', { cause });
    this.name = 'EngineDown';
  }
}
