import defineCoupon from './coupon/define.js';
import defineLine from './line/define.js';
import defineLinkOffer from './link-offer/define.js';
import defineOffers from './offers/define.js';
import definePoints from './points/define.js';
import defineShippingBar from './shipping-bar/define.js';
import defineStatus from './status/define.js';
import defineSummary from './summary/define.js';

export { TenderoCoupon } from './coupon/coupon.js';
export { TenderoLine } from './line/line.js';
export { TenderoLinkOffer } from './link-offer/link-offer.js';
export { TenderoOffers } from './offers/offers.js';
export { TenderoPoints } from './points/points.js';
export { TenderoShippingBar } from './shipping-bar/shipping-bar.js';
export { TenderoStatus } from './status/status.js';
export { TenderoSummary } from './summary/summary.js';

/** Registers each element by its short name, as `data-elements` has them. @type {Record<string, () => void>} */
export const elements = {
  coupon: defineCoupon,
  line: defineLine,
  'link-offer': defineLinkOffer,
  offers: defineOffers,
  points: definePoints,
  'shipping-bar': defineShippingBar,
  status: defineStatus,
  summary: defineSummary,
};

/**
 * @param {string[]} names  short names; unknown ones are told on the console
 */
export function defineNamed(names) {
  for (const name of names) {
    if (elements[name]) elements[name]();
    else console.warn(`[tendero] there is no element ${name}; there are ${Object.keys(elements).join(', ')}`);
  }
}
