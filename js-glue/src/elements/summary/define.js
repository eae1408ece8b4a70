import { define } from '../define.js';
import { TenderoSummary } from './summary.js';

define('tendero-summary', TenderoSummary);
