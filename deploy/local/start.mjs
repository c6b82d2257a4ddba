import { explain } from './fail.mjs';
import { install } from './install.mjs';
import { wishes } from './wishes.mjs';

/*
 * `npm start [-- --once] [--restart] [--import FILE --profile FILE] [--json FILE] [--as-of INSTANT]`: brings
 * everything up, plays the log and keeps serving until Ctrl-C; with --once it ends after the table. Where a
 * program of the house dies, so does the house; with --restart it is started again.
 */
try {
  const wanted = await wishes(process.argv.slice(2));
  await install();
  const { keepHouse } = await import('./house.mjs'); // it needs the packages
  process.exit(await keepHouse(wanted));
} catch (error) {
  explain(error);
  process.exit(1);
}
