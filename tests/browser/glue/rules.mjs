// The rules of these pages: an automatic percentage, free delivery from 150 €, points; and two codes.

export const rules = {
  tendero: 1,
  store: {
    id: 'glue',
    currency: 'EUR',
    timezone: 'UTC',
    locale: 'es',
    prices_include_tax: true,
    tax: { default_rate: 21, shipping_rate: 21 },
    pricing: { profile: 'tendero', select: 'priority' },
  },
  promotions: [
    {
      id: 'coats-20',
      title: { es: '20 % en abrigos', en: '20% off coats' },
      priority: 10,
      effects: [{ type: 'percent_off', target: 'lines', where: { fact: 'line.categories', has: 'coats' }, percent: 20 }],
    },
    {
      id: 'free-150',
      title: { es: 'Envío gratis desde 150 €', en: 'Free delivery from €150' },
      when: { fact: 'cart.discounted_subtotal', gte: 15000 },
      effects: [{ type: 'free_shipping' }],
    },
    { id: 'gold', title: 'Oro', when: { fact: 'customer.tier', in: ['gold'] }, effects: [{ type: 'amount_off', target: 'order', amount: 500, allocate: 'across' }] },
    { id: 'points', title: { es: 'Puntos', en: 'Points' }, effects: [{ type: 'earn_points', per: 100, points: 1 }] },
  ],
};

/** The same with another percentage: the next revision. @param {number} percent */
export function rulesWith(percent) {
  const [coats, ...rest] = rules.promotions;
  const effects = [{ ...coats.effects[0], percent }];
  return { ...rules, promotions: [{ ...coats, effects }, ...rest] };
}

/** @type {Record<string, any>} what the server knows of codes */
export const fragments = {
  VERANO: {
    code: 'VERANO',
    promotion: { id: 'verano', title: { es: 'Verano: 5 €', en: 'Summer: €5' }, trigger: 'code', effects: [{ type: 'amount_off', target: 'order', amount: 500, allocate: 'across' }] },
    segments: {},
  },
  GRANDE: {
    code: 'GRANDE',
    promotion: {
      id: 'grande',
      title: { es: 'Compra grande', en: 'Big order' },
      trigger: 'code',
      when: { fact: 'cart.subtotal', gte: 30000 },
      effects: [{ type: 'percent_off', target: 'order', percent: 10 }],
    },
    segments: {},
  },
};
