/**
 * Completion from the ruleset's own schema: names of members in keys, and in values whatever the schema lists for that
 * member (facts, effect types, targets, …), each with its explanation.
 */
import { syntaxTree } from '@codemirror/language';
import schema from '@tendero/browser/schema/ruleset.schema.json';

const members = new Map(); // member → explanation
const values = new Map(); // member → Map(value → explanation)

const resolve = (node) => (node?.$ref ? schema.$defs[node.$ref.split('/').at(-1)] : node);

/** Every value that a member may have by `enum` or `const`, however deep the alternatives are nested. */
function listed(node, found = new Map(), depth = 0) {
  const one = resolve(node);
  if (!one || depth > 6) return found;
  for (const value of one.enum ?? (one.const === undefined ? [] : [one.const])) if (typeof value === 'string') found.set(value, one.description ?? '');
  for (const other of [...(one.anyOf ?? []), ...(one.oneOf ?? []), ...(one.items ? [one.items] : [])]) listed(other, found, depth + 1);
  return found;
}

function collect(node, seen = new Set()) {
  if (!node || typeof node !== 'object' || seen.has(node)) return;
  seen.add(node);
  for (const [name, member] of Object.entries(node.properties ?? {})) {
    const { description = '', title = '' } = { ...resolve(member), ...member };
    if (!members.get(name)) members.set(name, description || title);
    values.set(name, new Map([...(values.get(name) ?? []), ...listed(member)]));
  }
  for (const child of Object.values(node)) collect(child, seen);
}
collect(schema);

const options = (map, type) => [...map].map(([label, info]) => ({ label, type, info: info || undefined }));

/** The member whose value the cursor stands in. */
function memberAt(node, doc) {
  for (let at = node; at; at = at.parent) {
    const name = at.name === 'Property' && at.firstChild;
    if (name) return doc.sliceString(name.from + 1, name.to - 1);
  }
  return undefined;
}

/** A CodeMirror completion source. */
export function complete(context) {
  const node = syntaxTree(context.state).resolveInner(context.pos, -1);
  const { doc } = context.state;
  if (node.name === 'PropertyName') return { from: node.from + 1, options: options(members, 'property'), validFor: /^[\w.]*$/ };
  if (node.name !== 'String') return null;
  const known = values.get(memberAt(node.parent, doc));
  return known?.size ? { from: node.from + 1, options: options(known, 'constant'), validFor: /^[\w.]*$/ } : null;
}
