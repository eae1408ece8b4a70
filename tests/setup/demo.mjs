// npm run demo [-- --port N]: builds what changed and runs the shop until Ctrl-C. Its data stays in build/demo.
import { buildAll, prepare } from './build.mjs';
import { inRoot } from './lib/paths.mjs';
import { isFree } from './lib/process.mjs';
import { Stop, main, step } from './lib/run.mjs';
import { startDemo } from './stack.mjs';

const kPort = 8080;

/** @param {string[]} args @returns {number} */
function portOf(args) {
  if (args.length === 0) return kPort;
  const port = Number(args[1]);
  if (args[0] !== '--port' || args.length !== 2 || !Number.isInteger(port) || port < 0 || port > 65534) {
    throw new Stop('usage: npm run demo -- --port N   (0 takes any free port)');
  }
  return port;
}

/** @param {number} port */
async function checkFree(port) {
  if (port === 0) return;
  for (const wanted of [port, port + 1]) {
    if (await isFree(wanted)) continue;
    throw new Stop(`port ${wanted} is taken: end what listens there, or run npm run demo -- --port ${wanted === port ? port + 2 : port + 10}`);
  }
}

await main(async (args) => {
  const port = portOf(args);
  await checkFree(port);
  await prepare(['build']);
  await buildAll();
  /** @type {(why: string) => void} */
  let stopNow = () => {};
  const asked = new Promise((resolve) => { stopNow = resolve; });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stopNow('asked'));
  const demo = await step('server, back end, rules and codes', () =>
    startDemo({ port, backendPort: port && port + 1, folder: inRoot('build/demo') }));
  process.stdout.write(`\nThe shop is at   ${demo.url}/\nIts rules are at ${demo.url}/rules/\nCtrl-C stops it.\n`);
  const why = await Promise.race([asked, demo.ended.then(() => 'ended')]);
  process.stdout.write('\nstopping …\n');
  await demo.stop();
  process.stdout.write('stopped\n');
  if (why === 'ended') throw new Stop(`the server or the back end ended by itself:\n${demo.log().split('\n').slice(-15).join('\n')}`);
});
