// Files that one can read in one sitting, and texts that speak of the product alone.
import { findings } from './source.mjs';
import { isCpp, isJs } from './tree.mjs';

/** @typedef {import('./tree.mjs').File} File */

export const kMaxLines = 550;
export const kMaxColumns = 100;

/** @param {File[]} files */
export function longFiles(files) {
  return files.filter((file) => isCpp(file) || isJs(file) || /\.css$/.test(file.path)).flatMap((file) => {
    const lines = file.text.trimEnd().split('\n').length;
    return lines > kMaxLines ? [`${file.path}: ${lines} lines; split it by its ideas (at most ${kMaxLines})`] : [];
  });
}

/** What stands in raw strings is data: JSON of a test, SQL. @param {string} text */
const withoutRaw = (text) => text.replace(/R"(\w{0,16})\([^]*?\)\1"/g, (raw) => `R""${raw.replace(/[^\n]/g, '')}`);

/** @param {File[]} files */
export function wideLines(files) {
  return files.filter(isCpp).flatMap((file) => withoutRaw(file.text).split('\n').flatMap((line, index) =>
    [...line].length > kMaxColumns ? [`${file.path}:${index + 1}: ${[...line].length} columns (at most ${kMaxColumns})`] : []));
}

/** @param {File[]} files */
export function guards(files) {
  return files.filter((file) => /\.hpp$/.test(file.path) && !/^#pragma once$/m.test(file.text))
    .map((file) => `${file.path}: no #pragma once`);
}

const kHost = ['registry', 'npmjs'].join('.');
/** @type {[RegExp, string][]} */
const kForeign = [
  [/(?<![\w.])\/(?:work|home\/\w+|root|tmp\/brief|Users\/\w+)\//g, 'a path of one machine'],
  [new RegExp(`${kHost}|registry\\.yarnpkg|artifactory|verdaccio`, 'g'), 'a package registry'],
  [/\bissues? #?\d+\b/gi, 'how the work is organised'],
  [/\bhelpers?\b(?! text| function)/gi, 'how the work is organised'],
  [/\b(?:my|our|next|previous) session\b(?! (?:token|id|key|cookie))/gi, 'how the work is organised'],
  [/\bTODO\b|\bFIXME\b|\bXXX\b|\bWIP\b/g, 'unfinished work'],
];

/** @param {File[]} files */
export function foreignWords(files) {
  return files.filter((file) => !file.path.startsWith('tests/tidy/')).flatMap((file) =>
    kForeign.flatMap(([pattern, why]) => findings(file, file.text, pattern, ([found]) => `"${found}" is ${why}`)));
}

/** @param {string[]} messages of commits */
export function foreignCommits(messages) {
  return messages.flatMap((message) => kForeign.flatMap(([pattern, why]) =>
    [...message.matchAll(pattern)].map(([found]) => `commit ${message.split('\n')[0]}: "${found}" is ${why}`)));
}

/** A lock that works with any registry. @param {File[]} files */
export function lockAddresses(files) {
  return files.filter((file) => /package-lock\.json$/.test(file.path)).flatMap((file) =>
    findings(file, file.text, /"resolved":\s*"[a-z+]+:\/\/[^"]*"/g, ([found]) => `${found}: the lock holds no addresses`));
}
