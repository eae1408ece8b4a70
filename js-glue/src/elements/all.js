import { TenderoCoupon } from './coupon/coupon.js';
import { TenderoLine } from './line/line.js';
import { TenderoLinkOffer } from './link-offer/link-offer.js';
import { TenderoOffers } from './offers/offers.js';
import { TenderoPoints } from './points/points.js';
import { TenderoShippingBar } from './shipping-bar/shipping-bar.js';
import { TenderoStatus } from './status/status.js';
import { TenderoSummary } from './summary/summary.js';
import { define } from './define.js';

export {
  TenderoCoupon,
  TenderoLine,
  TenderoLinkOffer,
  TenderoOffers,
  TenderoPoints,
  TenderoShippingBar,
  TenderoStatus,
  TenderoSummary,
};

/** Short names, as `data-elements` has them. @type {Record<string, CustomElementConstructor>} */
export const elements = {
  coupon: TenderoCoupon,
  line: TenderoLine,
  'link-offer': TenderoLinkOffer,
  offers: TenderoOffers,
  points: TenderoPoints,
  'shipping-bar': TenderoShippingBar,
  status: TenderoStatus,
  summary: TenderoSummary,
};

/**
 * @param {string[]} names  short names; unknown ones are told on the console
 */
export function defineNamed(names) {
  for (const name of names) {
    if (elements[name]) define(`tendero-${name}`, elements[name]);
    else console.warn(`[tendero] there is no element ${name}; there are ${Object.keys(elements).join(', ')}`);
  }
}
