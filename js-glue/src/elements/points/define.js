import { define } from '../define.js';
import { TenderoPoints } from './points.js';

define('tendero-points', TenderoPoints);
