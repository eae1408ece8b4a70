import { define } from '../define.js';
import { TenderoOffers } from './offers.js';

define('tendero-offers', TenderoOffers);
