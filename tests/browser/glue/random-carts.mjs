// Random requests for the rules of these tests, the same for the same seed.

/** @param {number} seed */
function generator(seed) {
  let state = seed >>> 0;
  return (/** @type {number} */ n) => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
}

/**
 * @param {number} seed
 * @param {number} count
 * @returns {any[]}  requests of rules.md §8, at this moment (the server keeps a `now` within two minutes of its own)
 */
export function randomCarts(seed, count) {
  const random = generator(seed);
  const names = ['coats', 'socks', 'café', 'niño', '鞋'];
  return Array.from({ length: count }, () => {
    const lines = Array.from({ length: random(12) }, (_, i) => ({
      id: `l${i}`,
      sku: `S${random(40)}`,
      quantity: 1 + random(9),
      unit_price: random(20_000),
      categories: names.filter(() => random(3) === 0),
      ...(random(3) === 0 && { tax_rate: [4, 10, 21][random(3)] }),
    }));
    const shipping = { country: 'ES', ...(random(2) && { method: 'standard' }), options: [{ id: 'standard', price: random(900) }, { id: 'express', price: 995 }] };
    const request = { now: new Date().toISOString(), cart: { id: `c${random(99)}`, currency: 'EUR', lines, shipping, codes: [] } };
    const detail = ['totals', 'lines', 'allocations', 'units'][random(4)];
    return { ...request, context: { channel: 'web', locale: random(2) ? 'es-ES' : 'en' }, explain: ['none', 'nearest', 'all'][random(3)], detail };
  });
}
