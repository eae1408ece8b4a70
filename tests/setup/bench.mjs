// npm run bench [-- --seed N --rules N --lines N --json FILE]: builds what it measures, then tests/bench/bench.mjs.
import { native, prepare, wasm } from './build.mjs';
import { main } from './lib/run.mjs';

await main(async (args) => {
  await prepare(['build']);
  await native(['bench_native']);
  await wasm();
  const { bench, options } = await import('../bench/bench.mjs');
  options(args); // a wrong option is told before anything runs
  process.stdout.write('\n');
  await bench(args);
});
