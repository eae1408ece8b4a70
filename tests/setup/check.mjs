// npm run check: JavaScript checked as TypeScript (tsc --checkJs --strict), in every project of the tree.
import { ensureModules } from './lib/npm.mjs';
import { table, tsc } from './lib/runners.mjs';
import { main, step } from './lib/run.mjs';

await main(async () => {
  await step('npm packages', ensureModules);
  const row = await tsc();
  process.stdout.write(`${table([row])}\n`);
  return row.failed > 0 ? 1 : 0;
});
