// The configuration: the example is right, and what is wrong is explained with its line and what was meant.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { after, before, test } from 'node:test';
import { binaries } from './support/server.mjs';

const example = fileURLToPath(new URL('../../server-stub/config.example.toml', import.meta.url));
const good = readFileSync(example, 'utf8');
let folder;
before(() => { folder = mkdtempSync(join(tmpdir(), 'tendero-config-')); });
after(() => rmSync(folder, { recursive: true }));

function check(text) {
  const file = join(folder, 'server.toml');
  writeFileSync(file, text);
  const out = spawnSync(binaries.server, ['check', '--config', file], { encoding: 'utf8' });
  return { status: out.status, said: out.stderr + out.stdout };
}

test('the example is right', () => assert.deepEqual(check(good), { status: 0, said: `${join(folder, 'server.toml')}: is right\n` }));

const wrong = [
  ['orgins = ["self", "https://shop.example"]', 'origins = ["self", "https://shop.example"]', /keys\[0\]\.orgins: is not known here: did you mean "origins"\?/],
  ['port = "8080"', 'port = 8080', /:\d+:\d+: listen\.port: found a string, expected an integer from 0 to 65535/],
  ['port = 80800', 'port = 8080', /found 80800/],
  ['[lissten]', '[listen]', /lissten: is not known here: did you mean "listen"\?/],
  ['kind = "sek"', 'kind = "sk"', /keys\[1\]\.kind: found "sek", expected "pk" or "sk"/],
  ['key = "sk_live_0123456789abcdef"', 'hash = "sha256:0000000000000000000000000000000000000000000000000000000000000000"', /a secret key never stands in a file/],
  ['hash = "sha256:00"', 'hash = "sha256:0000000000000000000000000000000000000000000000000000000000000000"', /64 hexadecimal digits/],
  ['origins = ["https://shop.example/"]', 'origins = ["self", "https://shop.example"]', /an origin such as/],
  ['origins = ["*"]', 'origins = ["self", "https://shop.example"]', /an origin such as/],
  ['alg = "none"', 'alg = "EdDSA"', /shop_keys\[0\]\.alg: found "none", expected "EdDSA" or "HS256"/],
  ['alg = "HS256"', 'alg = "EdDSA"', /secret_file: is missing/],
  ['public_key = "AAAA"', 'public_key = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"', /32 bytes as base64url/],
  ['folders = ["no-such-folder"]', 'folders = ["."]', /there is no folder .*no-such-folder/],
  ['path = "/v1/x"', 'path = "/"', /\/v1\/ belongs to the API/],
  ['trusted_proxies = ["10.0.0.0/33"]', 'trusted_proxies = ["127.0.0.1/32"]', /an address or a range/],
  ['log = "loud"', 'log = "info"', /expected debug, info, warn, error or off/],
  ['shop = ', 'shop = "demo"', /is not toml/],
  ['bits = 40', 'bits = 14', /guesses\.bits: found 40, expected an integer from 1 to 22/],
];
for (const [mistake, was, expected] of wrong) {
  test(`explained: ${mistake}`, () => {
    assert.ok(good.includes(was), `the example has no ${was}`);
    const { status, said } = check(good.replace(was, mistake));
    assert.equal(status, 2, said);
    assert.match(said, expected);
  });
}

test('several mistakes are told at once; a missing file and a missing shop too', () => {
  const { said } = check(good.replace('shop = "demo"', 'shup = "demo"').replace('kind = "sk"', 'kind = "x"'));
  assert.match(said, /shop: is missing/);
  assert.match(said, /did you mean "shop"/);
  assert.match(said, /expected "pk" or "sk"/);
  const out = spawnSync(binaries.server, ['--config', join(folder, 'none.toml')], { encoding: 'utf8' });
  assert.equal(out.status, 2);
  assert.match(out.stderr, /cannot be read/);
});
