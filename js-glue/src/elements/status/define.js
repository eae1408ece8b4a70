import { define } from '../define.js';
import { TenderoStatus } from './status.js';

define('tendero-status', TenderoStatus);
