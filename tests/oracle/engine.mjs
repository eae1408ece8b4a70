// Answers a file of JSON lines {"rules", "request"} with the WebAssembly build, one answer a line:
//   node tests/oracle/engine.mjs FILE.jsonl
// The texts go to the engine as they stand: parsing them here would round numbers.

import { readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';

const out = process.env.TENDERO_ENGINE
  ? pathToFileURL(`${process.env.TENDERO_ENGINE}/`)
  : new URL('../../build/wasm/out/', import.meta.url);

/** Splits `{"rules":{…},"request":{…}}` into its two texts, without reading numbers. */
function parts(line) {
  const middle = line.indexOf(',"request":{"now":');
  if (!line.startsWith('{"rules":') || middle < 0) throw new Error('not a line of generate.py');
  return [line.slice('{"rules":'.length, middle), line.slice(middle + ',"request":'.length, -1)];
}

const { default: createTendero } = await import(new URL('tendero_engine.mjs', out));
const engine = await createTendero({
  wasmBinary: readFileSync(fileURLToPath(new URL('tendero_engine.wasm', out))),
});

const answers = [];
for (const line of readFileSync(process.argv[2], 'utf8').split('\n').filter(Boolean)) {
  const [rules, request] = parts(line);
  const loaded = engine.load(rules);
  const { handle } = JSON.parse(loaded);
  if (handle === undefined) {
    answers.push(loaded);
    continue;
  }
  answers.push(engine.evaluate(handle, request));
  engine.unload(handle);
}
process.stdout.write(answers.map((answer) => `${answer}\n`).join(''));
