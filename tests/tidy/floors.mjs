// The floors of the house: an include or import only points down.
//   base → program → model → codec, compile, evaluate → advise → facade → bindings, tools, server → glue → demo
import { posix } from 'node:path';
import { code, findings } from './source.mjs';
import { isCpp, isJs } from './tree.mjs';

/** @typedef {import('./tree.mjs').File} File */

/** Engine folders by floor; of one floor none may include another. */
const kFloors = [['base'], ['program'], ['model'], ['codec', 'compile', 'evaluate'], ['advise'], ['facade']];
const floorOf = (/** @type {string} */ folder) => kFloors.findIndex((floor) => floor.includes(folder));

/** What the engine, pure by contract, may take from the system. */
const kImpure = /^(thread|mutex|shared_mutex|future|atomic|condition_variable|semaphore|chrono|ctime|time\.h|fstream|iostream|istream|ostream|sstream|iomanip|cstdio|stdio\.h|filesystem|locale|clocale|random|regex|unistd\.h|emscripten.*|exception|stdexcept|typeinfo|any|expected|format|ranges|memory_resource|cmath|math\.h)$/;

/** The engine folder of a file below wasm/engine/src, or null. @param {string} path */
const engineFolder = (path) => /^wasm\/engine\/src\/([a-z]+)\//.exec(path)?.[1] ?? null;

/** @param {File} file @param {string} include as written @param {boolean} system written with <> */
function engineViolation(file, include, system) {
  const own = engineFolder(file.path);
  if (own === null || floorOf(own) < 0) return `"${own}" is no floor of the engine`;
  if (system) {
    if (include.includes('/')) return `<${include}>: the engine uses no library`;
    return kImpure.test(include) ? `<${include}> does not belong in a pure engine` : null;
  }
  const target = /^(?:src\/)?([a-z]+)\//.exec(include)?.[1] ?? own;
  if (target === 'tendero') return null;
  if (target === own) return null;
  if (floorOf(target) < 0) return `"${include}" is on no floor`;
  if (floorOf(target) > floorOf(own)) return `${own} includes ${target}, which is above it`;
  if (floorOf(target) === floorOf(own)) return `${own} includes ${target}, its sibling`;
  return null;
}

/** Everything above the facade sees the engine by its public headers alone. @param {string} include */
function aboveViolation(include) {
  const folder = /(?:^|\/)(?:src\/)?(base|model|program|codec|compile|evaluate|advise|facade)\//.exec(include);
  return folder && /engine|^(?:src\/)?(?:model|program|codec|compile|evaluate|advise|facade)\//.test(include)
    ? `"${include}" reaches below the facade` : null;
}

/** @param {File} file */
function cppViolations(file) {
  const text = code(file.text, { strings: false });
  const isEngine = file.path.startsWith('wasm/engine/src/');
  const isUnit = /^tests\/(unit|property|fuzz|conformance|compile_fail|bench)\//.test(file.path);
  return findings(file, text, /^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]/gm, ([, mark, include]) => {
    if (isEngine) return engineViolation(file, include, mark === '<');
    if (isUnit) return null; // tests look inside
    return aboveViolation(include);
  });
}

/** Which part of the tree a JavaScript path belongs to. @param {string} path */
function part(path) {
  for (const name of ['js-glue', 'demo-store', 'server-stub', 'tests', 'wasm']) if (path.startsWith(`${name}/`)) return name;
  return null;
}

/** What each part may import by a relative path. */
const kMayReach = /** @type {Record<string, string[]>} */ ({
  'js-glue': ['js-glue'], 'demo-store': ['demo-store'], 'server-stub': ['server-stub'],
  tests: ['tests', 'js-glue', 'demo-store', 'server-stub', 'wasm'], wasm: ['wasm'],
});

/** @param {File} file @param {string} from the module specifier */
function jsViolation(file, from) {
  const own = part(file.path) ?? '';
  const isTool = /(^|\/)(build|esbuild\.config|[a-z-]+\.test)\.m?js$|^tests\/|\/tools?\//.test(file.path);
  if (/^\.\.?\//.test(from)) {
    const target = posix.normalize(posix.join(posix.dirname(file.path), from));
    const reached = part(target);
    if (isTool && own !== 'tests') return null;
    return own && reached && !kMayReach[own].includes(reached) ? `${own} imports ${reached} by a path` : null;
  }
  if (isTool) return null;
  if (own === 'js-glue' && !/^(lit|lit\/.*|node:.*|tendero-engine|tendero-merchant|@tendero\/browser)$/.test(from)) return `the glue may use lit alone, not "${from}"`;
  const isBackend = /^demo-store\/backend/.test(file.path);
  if (isBackend && !from.startsWith('node:')) return `the sample back end is plain Node, without "${from}"`;
  if (/^js-glue\/src\/(?!node\/)/.test(file.path) && from.startsWith('node:')) return `"${from}" does not exist in a browser`;
  return null;
}

/** @param {File} file */
function jsViolations(file) {
  const text = code(file.text, { strings: false });
  const pattern = /(?:\bfrom\s*|\bimport\s*\(?\s*)(['"])([^'"\n]+)\1/g;
  return findings(file, text, pattern, ([, , from]) => jsViolation(file, from));
}

/** @param {File[]} files @returns {string[]} every arrow that does not point down */
export function floorViolations(files) {
  return files.flatMap((file) => {
    if (isCpp(file) && /^(wasm|server-stub|tests)\//.test(file.path)) return cppViolations(file);
    return isJs(file) && part(file.path) ? jsViolations(file) : [];
  });
}
