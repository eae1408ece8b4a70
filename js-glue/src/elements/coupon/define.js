import { define } from '../define.js';
import { TenderoCoupon } from './coupon.js';

/** Registers the element; importing alone does nothing. */
export default () => define('tendero-coupon', TenderoCoupon);
