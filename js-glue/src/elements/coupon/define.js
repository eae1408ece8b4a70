import { define } from '../define.js';
import { TenderoCoupon } from './coupon.js';

define('tendero-coupon', TenderoCoupon);
