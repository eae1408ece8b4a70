import { define } from '../define.js';
import { TenderoLine } from './line.js';

define('tendero-line', TenderoLine);
