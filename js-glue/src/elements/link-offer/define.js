import { define } from '../define.js';
import { TenderoLinkOffer } from './link-offer.js';

define('tendero-link-offer', TenderoLinkOffer);
