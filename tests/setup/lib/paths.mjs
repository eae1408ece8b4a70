// Where things are. Everything that setup writes lies below build/, which git ignores.
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

export const root = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/, '');
export const build = join(root, 'build');
export const logs = join(build, 'log');
export const stamps = join(build, 'stamps');
/** @param {...string} parts */
export const inRoot = (...parts) => join(root, ...parts);
