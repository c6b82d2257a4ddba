import { rmSync } from 'node:fs';
import { explain } from './fail.mjs';
import { stateDir, temporaryDir } from './places.mjs';
import { refuseWhileRunning } from './running.mjs';

/* `npm run reset`: removes all local state, as if Steward had never run here. */
try {
  refuseWhileRunning();
  for (const folder of [stateDir, temporaryDir]) rmSync(folder, { recursive: true, force: true });
  console.log('Local state is removed.');
} catch (error) {
  explain(error);
  process.exitCode = 1;
}
