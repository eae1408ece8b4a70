// The language of the house: one word for one idea, and the subset of C++ and JavaScript that it allows.
import { code, findings } from './source.mjs';
import { isCpp, isJs } from './tree.mjs';

/** @typedef {import('./tree.mjs').File} File */

const kBanned = /\b(basket|item|deal|action|voucher|proration)s?\b/gi;
/** Names that the platform owns: DOM members and attributes. */
const kPlatform = /\.(item|action)s?\b|\b(dataTransfer|clipboardData)\.items\b/g;

/** Words of other vocabularies, as whole identifiers or whole strings. @param {File[]} files */
export function bannedWords(files) {
  return files.filter((file) => (isCpp(file) || isJs(file)) && !file.path.startsWith('tests/tidy/')).flatMap((file) => {
    const bare = code(file.text).replace(kPlatform, (found) => ' '.repeat(found.length));
    const identifiers = findings(file, bare, kBanned, ([word]) => `"${word}" is not our word (see the glossary)`);
    const members = findings(file, code(file.text, { strings: false }),
      /(["'])(basket|item|deal|action|voucher|proration)s?\1/gi, ([, , word]) => `"${word}" is not our word (see the glossary)`);
    return [...identifiers, ...members];
  });
}

const isEngine = (/** @type {File} */ file) => /^wasm\/engine\//.test(file.path) && isCpp(file);

/** Money never meets a floating point number. @param {File[]} files */
export function floats(files) {
  return files.filter(isEngine).flatMap((file) =>
    findings(file, code(file.text), /\b(float|double|stod|stof|strtod)\b|(?<![\w.])\d+\.\d+|(?<![\w.])\d+[eE]\d+\b/g,
      ([found]) => `"${found}": the engine has no floating point`));
}

/** Errors are values. @param {File[]} files */
export function exceptions(files) {
  return files.filter(isEngine).flatMap((file) =>
    findings(file, code(file.text), /\b(throw|try|catch|dynamic_cast|typeid|bit_cast|thread_local|getenv|setlocale)\b/g,
      ([found]) => `"${found}" is outside the engine's language`));
}

/** Mutable state that outlives a call; an object without members says so beside it. @param {File[]} files */
export function globals(files) {
  return files.filter(isEngine).flatMap((file) =>
    findings(file, code(file.text), /^(?:[ \t]*)static\s+(?!const|constexpr|constinit const|inline|assert)[\w:<>,\s&*]+?\b\w+\s*(?:=[^=]|;|\{\s*\};)/gm,
      (match) => {
        const rest = file.text.slice((match.index ?? 0) + match[0].length).split('\n')[0];
        return match[0].includes('(') || /^\s*\/\/ has no state$/.test(rest) ? null : `"${match[0].trim()}" is global state`;
      }));
}

/** @type {[RegExp, string][]} what page code never does, and why */
const kPageSins = [
  [/\b(innerHTML|outerHTML|insertAdjacentHTML|unsafeHTML|setHTMLUnsafe)\b/g, 'text reaches a page as text nodes'],
  [/\bdocument\s*\.\s*write(ln)?\b/g, 'document.write'],
  [/(?<![\w.])eval\s*\(|\bnew\s+Function\b/g, 'a strict CSP refuses it'],
  [/\bdocument\s*\.\s*cookie\b/g, 'no cookies'],
  [/\bwindow\s*\.\s*onmessage\s*=/g, 'it takes the handler of the page away'],
  [/\bset(?:Timeout|Interval)\s*\(\s*['"`]/g, 'a string run as code'],
];

const isPage = (/** @type {File} */ file) =>
  /^(js-glue\/src|demo-store)\//.test(file.path) && !/\.test\.m?js$|\/build\.mjs$/.test(file.path);

/** @param {File[]} files */
export function pageSins(files) {
  return files.filter((file) => isPage(file) && isJs(file)).flatMap((file) => {
    const bare = code(file.text);
    const sins = kPageSins.flatMap(([pattern, why]) => findings(file, bare, pattern, ([found]) => `"${found.trim()}": ${why}`));
    const post = findings(file, code(file.text, { strings: false }), /\.postMessage\s*\([^;]*?,\s*(['"`])\*\1/g, () => 'a message to any origin');
    return [...sins, ...post];
  });
}

/** What the shop's own CSP would refuse in its pages. @param {File[]} files */
export function inlineHtml(files) {
  const sins = /<script(?![^>]*\bsrc=)(?![^>]*type="?(?:application\/json|importmap|speculationrules))[^>]*>\s*\S|<style[\s>]|\sstyle\s*=|\son[a-z]+\s*=\s*["']/gi;
  return files.filter((file) => /^demo-store\/.*\.html$/.test(file.path)).flatMap((file) =>
    findings(file, file.text.replace(/<!--[\s\S]*?-->/g, (found) => found.replace(/[^\n]/g, ' ')), sins,
      ([found]) => `inline "${found.trim().slice(0, 30)}" is refused by the page's CSP`));
}
