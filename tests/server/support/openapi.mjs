// Every answer that a test receives is held against openapi.yaml: its path and method, its status, its media type
// and its body.
import { readFileSync } from 'node:fs';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';

export const document = parse(readFileSync(new URL('../../../server-stub/openapi.yaml', import.meta.url), 'utf8'));

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default ? addFormats.default(ajv) : addFormats(ajv);
ajv.addSchema({ $id: 'openapi', components: document.components });

const compiled = new Map();

/** References stay inside the one document. */
const absolute = (schema) => JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"openapi#/components'));
const resolve = (node) => (node?.$ref ? node.$ref.slice(2).split('/').reduce((at, name) => at[name], document) : node);

function validator(schema) {
  const key = JSON.stringify(schema);
  if (!compiled.has(key)) compiled.set(key, ajv.compile(absolute(schema)));
  return compiled.get(key);
}

/** The described path that a real one is an instance of; an exact one wins over a pattern. */
export function describedPath(path) {
  if (document.paths[path]) return path;
  return Object.keys(document.paths).find((pattern) => {
    const expression = pattern.replace(/[.]/g, '\\.').replace(/\{[^}]+\}/g, '[^/]+');
    return new RegExp(`^${expression}$`).test(path);
  });
}

/** Throws when the answer is not what the document describes. Paths and methods that it lacks must answer 404 and 405. */
export function checkAnswer(method, target, answer) {
  const path = target.split('?')[0];
  const fail = (why) => { throw new Error(`${method} ${path} → ${answer.status}: ${why}: ${answer.text.slice(0, 400)}`); };
  const described = document.paths[describedPath(path)]?.[method.toLowerCase()];
  const general = [400, 413, 415, 431, 500].includes(answer.status);
  if (!described) {
    if (![401, 404, 405, 403].includes(answer.status)) fail('is not described');
    return;
  }
  const response = resolve(described.responses[String(answer.status)] ?? (general ? document.components.responses.Problem : undefined));
  if (!response) fail('this status is not described');
  if (!response.content) {
    if (answer.text !== '') fail('has a body');
    return;
  }
  const type = (answer.headers.get('content-type') ?? '').split(';')[0];
  if (!response.content[type]) fail(`media type ${type}`);
  const valid = validator(response.content[type].schema);
  if (!valid(answer.body)) fail(ajv.errorsText(valid.errors));
}

/** Whether a body is what the document asks of a caller. */
export function requestFits(method, path, body) {
  const content = document.paths[path][method].requestBody.content['application/json'];
  return validator(content.schema)(body);
}
