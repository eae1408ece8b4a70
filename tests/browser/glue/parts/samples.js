// An answer of the engine's shape, for tests of elements.

export const result = {
  currency: 'EUR',
  lines: [{ id: 'l1', quantity: 2, subtotal: 17800, discount: 3000, total: 14800 }],
  shipping: { method: 'standard', price: 495, discount: 0, total: 495 },
  totals: [
    { type: 'subtotal', amount: 17800 },
    { type: 'items_discount', amount: -3000 },
    { type: 'fulfillment', amount: 495 },
    { type: 'total', amount: 15295 },
  ],
  tax: { included: true, amount: 2655 },
  payments: [],
  due: 15295,
  applied: [
    { promotion: 'coats-20', title: '20 % en abrigos', automatic: true, method: 'each', amount: 3000, desired_amount: 3560 },
    { promotion: 'points', automatic: true, points: 148 },
  ],
  rejected: [],
  nudges: [{ promotion: 'free-ship-150', title: 'Envío gratis', fact: 'cart.discounted_subtotal', missing: 200, change: null, gain: 495 }],
  points: { earn: 148, pending: 148, available_after: 1200 },
};

/** @param {number} total  another total of the same cart */
export function resultWith(total) {
  const totals = result.totals.map((entry) => (entry.type === 'total' ? { ...entry, amount: total } : entry));
  return { ...result, totals, due: total };
}
