// Walks a schema, alone or along a value: which members there are, which of them a value has, what their defaults are.

/** @typedef {import('./schemas.mjs').Schemas} Schemas */

const kBranches = ['anyOf', 'oneOf', 'allOf'];

/** @param {string} step */
const escape = (step) => step.replace(/~/g, '~0').replace(/\//g, '~1');

/**
 * The places below one that describe the same value; those behind an `if`, where it holds. Other branches of an `if` forbid, and describe nothing.
 * @param {Schemas} schemas @param {string} place @returns {{place: string, only?: string}[]}
 */
function alternatives(schemas, place) {
  const node = schemas.at(place);
  if (typeof node !== 'object') return [];
  const below = kBranches.flatMap((word) => (node[word] ?? []).map((/** @type {unknown} */ _, /** @type {number} */ index) => ({ place: `${place}/${word}/${index}` })));
  if (node.$ref) below.push({ place: schemas.follow(place, node.$ref) });
  if (node.then?.$ref) below.push({ place: `${place}/then`, only: `${place}/if` });
  return below;
}

/**
 * Every place of a member that can be reached from `place`: "ruleset#/$defs/store/properties/id".
 * @param {Schemas} schemas @param {string} place @param {Set<string>} [members] @param {Set<string>} [seen]
 */
export function membersBelow(schemas, place, members = new Set(), seen = new Set()) {
  if (seen.has(place)) return members;
  seen.add(place);
  const node = schemas.at(place);
  if (typeof node !== 'object') return members;
  for (const name of Object.keys(node.properties ?? {})) {
    const below = `${place}/properties/${escape(name)}`;
    if (schemas.at(below) === false) continue; // a prohibition, no member
    members.add(below);
    membersBelow(schemas, below, members, seen);
  }
  if (typeof node.items === 'object') membersBelow(schemas, `${place}/items`, members, seen);
  if (typeof node.additionalProperties === 'object') membersBelow(schemas, `${place}/additionalProperties`, members, seen);
  for (const other of alternatives(schemas, place)) membersBelow(schemas, other.place, members, seen);
  return members;
}

/**
 * Calls `visit(place, value, pointer)` for each place of the schema that describes a part of a valid value.
 * @param {Schemas} schemas @param {string} place @param {any} value
 * @param {(place: string, value: any, pointer: string) => void} visit @param {string} [pointer]
 */
export function walk(schemas, place, value, visit, pointer = '') {
  visit(place, value, pointer);
  const node = schemas.at(place);
  if (typeof node !== 'object') return;
  for (const other of alternatives(schemas, place)) {
    if (schemas.check(other.only ?? other.place)(value)) walk(schemas, other.place, value, visit, pointer);
  }
  if (Array.isArray(value) && node.items) value.forEach((each, index) => walk(schemas, `${place}/items`, each, visit, `${pointer}/${index}`));
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return;
  for (const [name, each] of Object.entries(value)) {
    const known = node.properties !== undefined && Object.hasOwn(node.properties, name);
    const below = known ? `${place}/properties/${escape(name)}` : `${place}/additionalProperties`;
    if (known || typeof node.additionalProperties === 'object') walk(schemas, below, each, visit, `${pointer}/${escape(name)}`);
  }
}

/** The part of a value at a JSON pointer. @param {any} value @param {string} pointer */
export const partAt = (value, pointer) => pointer.split('/').slice(1).reduce((part, step) => part[step.replace(/~1/g, '/').replace(/~0/g, '~')], value);

/**
 * The same value with one more member spelt out that it leaves to its default; as many as there are such members.
 * @param {Schemas} schemas @param {string} place @param {any} value @returns {{pointer: string, value: any}[]}
 */
export function withDefaults(schemas, place, value) {
  /** @type {Map<string, any>} */
  const found = new Map();
  walk(schemas, place, value, (at, part, pointer) => {
    if (part === null || typeof part !== 'object' || Array.isArray(part)) return;
    for (const name of Object.keys(schemas.at(at)?.properties ?? {})) {
      if (Object.hasOwn(part, name)) continue;
      const fallback = defaultOf(schemas, `${at}/properties/${escape(name)}`);
      if (fallback !== undefined) found.set(`${pointer}/${escape(name)}`, fallback);
    }
  });
  return [...found].map(([pointer, fallback]) => {
    const copy = structuredClone(value);
    const cut = pointer.lastIndexOf('/');
    partAt(copy, pointer.slice(0, cut))[pointer.slice(cut + 1)] = fallback;
    return { pointer, value: copy };
  }).filter((each) => schemas.check(place)(each.value));
}

/** What a member is when it is left out. @param {Schemas} schemas @param {string} place @returns {any} undefined: nothing */
export function defaultOf(schemas, place) {
  const node = schemas.at(place);
  if (typeof node !== 'object') return undefined;
  if ('default' in node) return node.default;
  const reference = node.$ref ?? node.allOf?.[0].$ref;
  return reference ? defaultOf(schemas, schemas.follow(place, reference)) : undefined;
}
