// What the machine must have: Node 20, Debian 12, room on the disk, and the packages of packages.mjs. Each check ends
// in one sentence that says what to do.
import { existsSync, mkdirSync, readFileSync, statfsSync } from 'node:fs';
import { build } from './paths.mjs';
import { Stop, has, run } from './run.mjs';
import { conflicts, packagesFor } from './packages.mjs';

const kDiskMegabytes = 1500;

/** Refuses an old Node. @param {string} version such as "20.11.0" */
export function checkNode(version = process.versions.node) {
  if (Number(version.split('.')[0]) >= 20) return;
  throw new Stop(`Node 20 or newer is needed and this is Node ${version}: install it from nodejs.org or nodesource.com`);
}

/** @param {string} osRelease the text of /etc/os-release */
export function isDebian12(osRelease) {
  return /^ID=debian$/m.test(osRelease) && /^VERSION_ID="?12"?$/m.test(osRelease);
}

/** Refuses to start a build that the disk cannot hold. @param {number} freeMegabytes */
export function checkDisk(freeMegabytes) {
  if (freeMegabytes >= kDiskMegabytes) return;
  throw new Stop(`the disk has ${freeMegabytes} MB free and a build needs ${kDiskMegabytes} MB: make room first`);
}

function freeMegabytes() {
  mkdirSync(build, { recursive: true });
  const disk = statfsSync(build);
  return Math.floor((disk.bavail * disk.bsize) / 1e6);
}

/**
 * The packages of `wanted` that are not installed, from the output of
 * `dpkg-query -W -f '${Package} ${db:Status-Status}\n'`.
 * @param {string[]} wanted @param {string} listing
 */
export function missingPackages(wanted, listing) {
  const have = new Set();
  for (const line of listing.split('\n')) {
    const [name, status] = line.trim().split(' ');
    if (status === 'installed') have.add(name);
  }
  return { missing: wanted.filter((name) => !have.has(name)), have };
}

/**
 * Installs what is missing for the given parts of the work ("build", "test"); quick when nothing is.
 * @param {string[]} parts
 */
export async function ensurePackages(parts) {
  const wanted = packagesFor(parts);
  const osRelease = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  if (!isDebian12(osRelease)) {
    throw new Stop('this build needs Debian 12 (its Emscripten 3.1.6, g++ 12 and Boost 1.81): '
      + 'run it there, or in a container of the image debian:12');
  }
  const listing = await run('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Status}\\n'], { log: 'packages' });
  const { missing, have } = missingPackages(wanted, listing.output);
  if (missing.length === 0) return 'all there';
  const rival = conflicts(missing, have);
  if (rival) throw new Stop(rival);
  if (process.getuid?.() !== 0) {
    throw new Stop(`these Debian packages are missing; run once as root: apt-get install -y --no-install-recommends ${missing.join(' ')}`);
  }
  checkDisk(freeMegabytes() - 1000); // the packages themselves
  return await install(missing);
}

/** @param {string[]} missing */
async function install(missing) {
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const apt = ['-y', '--no-install-recommends', '--no-remove', '-o', 'DPkg::Lock::Timeout=120', 'install', ...missing];
  let tried = await run('apt-get', apt, { log: 'packages', env, quiet: true });
  if (tried.code !== 0) { // stale or empty lists
    await run('apt-get', ['-o', 'DPkg::Lock::Timeout=120', 'update'], { log: 'packages', env, quiet: true });
    tried = await run('apt-get', apt, { log: 'packages', env, quiet: true });
  }
  if (tried.code !== 0) throw new Stop(aptReason(tried.output, missing));
  return `installed ${missing.length}`;
}

/** Turns apt's output into one sentence. @param {string} output @param {string[]} missing */
export function aptReason(output, missing) {
  const absent = /Unable to locate package (\S+)|Package '?(\S+?)'? has no installation candidate/.exec(output);
  if (absent) return `Debian's package ${absent[1] ?? absent[2]} cannot be found: check /etc/apt/sources.list and the network`;
  if (/Temporary failure resolving|Could not connect|Connection failed|Failed to fetch/.test(output)) {
    return `Debian's packages cannot be downloaded (no network?): ${missing.join(' ')}`;
  }
  if (/No space left on device/.test(output)) return 'the disk is full: make room and run the command again';
  if (/Packages need to be removed/.test(output)) {
    return `installing ${missing.join(' ')} would remove packages that this machine has; see build/log/packages.log`;
  }
  return `apt-get could not install ${missing.join(' ')}; see build/log/packages.log`;
}

/** Everything that a build needs before npm. @param {string[]} parts */
export async function ensureMachine(parts) {
  checkNode();
  checkDisk(freeMegabytes());
  return ensurePackages(parts);
}

/**
 * The environment of a build: ccache where it is installed, and paths that do not depend on the folder.
 * @param {string} root @returns {Promise<Record<string, string>>}
 */
export async function buildEnvironment(root) {
  if (process.env.CMAKE_CXX_COMPILER_LAUNCHER || !(await has('ccache'))) return {};
  return { CMAKE_CXX_COMPILER_LAUNCHER: 'ccache', CCACHE_BASEDIR: root, CCACHE_NOHASHDIR: '1' };
}
