/**
 * Where the shop sends to, how and for how much (cents, tax included). The region is that of ISO 3166-2, taken from
 * the postcode, because the islands and Ceuta and Melilla cost more.
 */
const ISLANDS = { '07': 'IB', 35: 'GC', 38: 'TF', 51: 'CE', 52: 'ML' };

export const countries = ['ES', 'PT', 'FR', 'DE', 'IT', 'IE'];

/** How a postcode of that country looks. */
export const postcodePattern = { ES: /^(0[1-9]|[1-4]\d|5[0-2])\d{3}$/, PT: /^\d{4}-?\d{3}$/, FR: /^\d{5}$/, DE: /^\d{5}$/, IT: /^\d{5}$/, IE: /^[A-Z]\d[\dW] ?[A-Z\d]{4}$/i };

/** @returns {string | undefined} the region that matters for the price, for a Spanish postcode */
export const regionOf = (country, postcode = '') => (country === 'ES' ? ISLANDS[postcode.slice(0, 2)] : undefined);

/** The options for a destination, cheapest named first. @returns {{id: string, price: number}[]} */
export function deliveryOptions(country = 'ES', postcode = '') {
  if (regionOf(country, postcode)) return [{ id: 'standard', price: 895 }, { id: 'express', price: 1695 }];
  if (country === 'ES') return [{ id: 'standard', price: 495 }, { id: 'express', price: 995 }, { id: 'pickup', price: 0 }];
  if (country === 'PT') return [{ id: 'standard', price: 595 }, { id: 'express', price: 1195 }];
  return [{ id: 'standard', price: 1290 }];
}

/**
 * The `shipping` member of a cart, as Tendero takes it. A method that is not offered there falls back to standard.
 * @param {{country?: string, postcode?: string, method?: string}} [to]
 */
export function shippingFor({ country = 'ES', postcode, method } = {}) {
  const options = deliveryOptions(country, postcode);
  const region = regionOf(country, postcode);
  const chosen = options.some(({ id }) => id === method) ? method : method && 'standard';
  return { country, ...(region && { region }), ...(postcode && { postcode }), ...(chosen && { method: chosen }), options };
}
