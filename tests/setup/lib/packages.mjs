// The Debian packages, by what needs them. Nothing else is installed and nothing is vendored.

/** @type {Record<string, Record<string, string>>} package → why */
export const packages = {
  build: {
    'ca-certificates': 'npm over TLS',
    cmake: 'build files',
    'ninja-build': 'build',
    'g++': 'compiler',
    ccache: 'a second clone builds in seconds',
    emscripten: 'engine to WebAssembly',
    'node-acorn': 'emscripten links above -O1',
    'libboost1.81-dev': 'HTTP',
    'libsqlite3-dev': 'store',
    'libsodium-dev': 'signatures',
    'libspdlog-dev': 'log',
    'libcli11-dev': 'command lines',
    'libtomlplusplus-dev': 'configuration',
    'libhowardhinnant-date-dev': 'time zones',
    'libutf8proc-dev': 'Unicode NFC',
    'pkg-config': 'finds libraries',
    tzdata: 'time zones',
  },
  test: {
    'doctest-dev': 'unit tests',
    'librapidcheck-dev': 'property tests',
    'libclang-rt-14-dev': 'sanitizers',
    'clang-format-14': 'style check',
    python3: 'the second evaluator that the engine is compared with',
    chromium: 'page tests',
    'fonts-dejavu-core': 'letters in pages',
    git: 'fresh clone, history checks',
  },
};

/** @param {string[]} parts */
export const packagesFor = (parts) => [...new Set(parts.flatMap((part) => Object.keys(packages[part])))].sort();

/**
 * A sentence when a missing package cannot live beside an installed one.
 * @param {string[]} missing @param {Set<string>} have @returns {string | null}
 */
export function conflicts(missing, have) {
  if (!missing.includes('libboost1.81-dev')) return null;
  const rivals = [...have].filter((name) => /^libboost(1\.74)?(-[a-z-]+)?-dev$|^libboost1\.74-dev$|^libboost-dev$/.test(name));
  const old = rivals.filter((name) => name === 'libboost1.74-dev' || name === 'libboost-dev');
  if (old.length === 0) return null;
  return `libboost1.81-dev cannot be installed beside ${old.join(' ')}: remove that first (apt-get remove ${old.join(' ')}), or build in a container of debian:12`;
}
