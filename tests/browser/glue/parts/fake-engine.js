// A stand-in for the engine in unit tests of loading, batching and fallback: the same functions, one toy rule
// ({"off": percent}), and faults on demand. Prices are tested with the real engine only.

/** @param {any} request @param {any} rules */
function price(request, rules) {
  const fragments = request.fragments ?? [];
  const off = rules.off + fragments.reduce((/** @type {number} */ sum, /** @type {any} */ f) => sum + f.promotion.off, 0);
  const lines = request.cart.lines.map((/** @type {any} */ line) => {
    const subtotal = line.unit_price * line.quantity;
    const discount = Math.floor((subtotal * off) / 100);
    return { id: line.id, quantity: line.quantity, subtotal, discount, total: subtotal - discount };
  });
  const sum = (/** @type {string} */ name) =>
    lines.reduce((/** @type {number} */ total, /** @type {any} */ line) => total + line[name], 0);
  const held = fragments.map((/** @type {any} */ f) => f.code);
  return {
    currency: 'EUR',
    lines,
    totals: [
      { type: 'subtotal', amount: sum('subtotal') },
      { type: 'items_discount', amount: -sum('discount') },
      { type: 'total', amount: sum('total') },
    ],
    applied: fragments.map((/** @type {any} */ f) => ({ promotion: f.promotion.id, code: f.code, amount: 1 })),
    rejected: request.cart.codes
      .filter((/** @type {string} */ code) => !held.includes(code))
      .map((/** @type {string} */ code) => ({ code, reason: 'code_not_applicable' })),
    due: sum('total'),
  };
}

/** @param {any} request */
function faultsOf(request) {
  const at = request.cart.lines.findIndex((/** @type {any} */ line) => !(line.quantity > 0));
  if (at < 0) return undefined;
  const found = request.cart.lines[at].quantity;
  return { errors: [{ code: 'quantity_invalid', pointer: `/cart/lines/${at}/quantity`, found, expected: '1…1000000' }] };
}

/** @param {any} request @param {any} change */
function changed(request, change) {
  const next = structuredClone(request);
  const { lines = [], ...members } = change.set ?? {};
  for (const [name, value] of Object.entries(members)) {
    const owner = ['now', 'customer', 'context', 'fragments', 'usage', 'explain', 'detail'].includes(name) ? next : next.cart;
    owner[name] = value;
  }
  next.cart.lines = next.cart.lines.filter((/** @type {any} */ line) => !(change.remove ?? []).includes(line.id));
  for (const part of lines) {
    const line = next.cart.lines.find((/** @type {any} */ one) => one.id === part.id);
    for (const [name, value] of Object.entries(part)) if (value === null) delete line[name]; else line[name] = value;
  }
  next.cart.lines.push(...(change.add ?? []));
  return next;
}

/** @param {any} before @param {any} after */
function deltaOf(before, after) {
  /** @type {any} */
  const delta = {};
  for (const name of Object.keys(after)) {
    if (name !== 'lines' && JSON.stringify(before[name]) !== JSON.stringify(after[name])) delta[name] = after[name];
  }
  const old = new Map(before.lines.map((/** @type {any} */ line) => [line.id, JSON.stringify(line)]));
  const lines = after.lines.filter((/** @type {any} */ line) => old.get(line.id) !== JSON.stringify(line));
  const ids = after.lines.map((/** @type {any} */ line) => line.id);
  const removed = before.lines.map((/** @type {any} */ line) => line.id).filter((/** @type {any} */ id) => !ids.includes(id));
  return { ...delta, ...(lines.length && { lines }), ...(removed.length && { removed }) };
}

/**
 * @param {{refuse?: boolean, terse?: boolean, breaks?: (request: any, instance: number) => boolean}} [how]  `breaks`: throws like a trap
 */
export function fakeEngine(how = {}) {
  const log = { instances: 0, calls: /** @type {string[]} */ ([]) };
  const create = async () => {
    if (how.refuse) throw new WebAssembly.CompileError('refused');
    return instance(log, ++log.instances, how);
  };
  return { log, source: { create } };
}

/** @param {any} log @param {number} number @param {any} how */
function instance(log, number, how) {
  const rulesets = new Map();
  const carts = new Map();
  let last = 0;
  /** @param {string} name @param {(...texts: any[]) => any} work */
  const call = (name, work) => (/** @type {any[]} */ ...given) => {
    log.calls.push(name);
    return JSON.stringify(work(...given));
  };
  /** @param {any} request @param {any} rules */
  const evaluate = (request, rules) => {
    if (how.breaks?.(request, number)) throw new WebAssembly.RuntimeError('unreachable');
    const faults = faultsOf(request);
    if (faults && how.terse) return { errors: faults.errors.map(({ code, pointer }) => ({ code, pointer })) };
    return faults ?? { result: price(request, rules), meta: { revision: rules.revision } };
  };
  return {
    version: () => '1.0.0',
    normalise_code: (/** @type {string} */ text) => text.toUpperCase().replace(/[\s_-]/g, ''),
    load: call('load', (text) => {
      const rules = JSON.parse(text);
      if (rules.newer) return { errors: [{ code: 'unknown_member', pointer: '/newer', found: 'newer', expected: '' }] };
      rulesets.set(++last, rules);
      return { handle: last, revision: rules.revision, promotions: 1, warnings: [] };
    }),
    unload: call('unload', (handle) => (rulesets.delete(handle), {})),
    evaluate: call('evaluate', (handle, text) => evaluate(JSON.parse(text), rulesets.get(handle))),
    open: call('open', (handle, text) => {
      const request = JSON.parse(text);
      const rules = rulesets.get(handle);
      const answer = evaluate(request, rules);
      if (answer.errors) return answer;
      carts.set(++last, { request, rules, sequence: 0, result: answer.result });
      return { cart: last, sequence: 0, ...answer };
    }),
    change: call('change', (id, text) => {
      const change = JSON.parse(text);
      const cart = carts.get(id);
      if (change.sequence !== cart.sequence + 1) return { errors: [{ code: 'sequence_wrong', pointer: '/sequence' }] };
      const request = changed(cart.request, change);
      const answer = evaluate(request, cart.rules);
      if (answer.errors) return answer;
      const delta = deltaOf(cart.result, answer.result);
      Object.assign(cart, { request, sequence: change.sequence, result: answer.result });
      return { sequence: change.sequence, delta, meta: answer.meta };
    }),
    close: call('close', (id) => (carts.delete(id), {})),
    digest: call('digest', () => ({ request_digest: 'sha256:00' })),
    cart_digest: call('cart_digest', () => ({ request_digest: 'sha256:00' })),
    lint: call('lint', () => ({ findings: [] })),
    split: call('split', () => ({})),
  };
}
