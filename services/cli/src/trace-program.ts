import type { Command } from 'commander';
import { Failure } from './failure';

/** What explains figures, works them out again and replays scores. Clauses 1.3.1 and 2.2.2a. */
export function addTraces(steward: Command, say: (text: string) => void): void {
  steward
    .command('trace <settlement>')
    .description('what each figure of a settlement follows from (STEWARD_URL, …_LOGIN, …_PASSWORD)')
    .option('--json', 'the graph as JSON')
    .action(async (settlement: string, { json = false }: { json?: boolean }) => {
      const { traceSettlement } = require('./commands/trace') as typeof import('./commands/trace');
      say(await traceSettlement(settlement, json));
    });
  steward
    .command('verify <what> [settlement]')
    .description('work out a settlement, the ledger or all again by other means (STEWARD_URL, …)')
    .option('--json', 'what was found, as JSON')
    .action(async (what: string, settlement: string | undefined, { json = false }: { json?: boolean }) => {
      const { verify, verifiedText } = require('./commands/verify') as typeof import('./commands/verify');
      const verified = await verify(what, settlement);
      say(json ? JSON.stringify(verified, null, 2) : verifiedText(verified));
      const { length } = verified.differences;
      if (length > 0) throw new Failure(`${length} figures do not follow from their inputs.`);
    });
  steward
    .command('replay')
    .description('score again what was frozen (STEWARD_URL, STEWARD_LOGIN, STEWARD_PASSWORD)')
    .command('quarter <quarter>')
    .description('every appraisal of a quarter, as 2016Q1, from its manifest')
    .option('--contract <id>', 'only this contract')
    .action(async (quarter: string, { contract }: { contract?: string }) => {
      const { replayQuarter } = require('./commands/replay') as typeof import('./commands/replay');
      const { text, differing } = await replayQuarter(quarter, contract);
      say(text);
      if (differing > 0) throw new Failure(`${differing} appraisals come out otherwise.`);
    });
}
