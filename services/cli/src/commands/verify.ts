import type { Api } from '../console/api';
import { misuse } from '../failure';
import { verifyLedger, type Deposit, type Hold, type Journal } from '../verify/ledger';
import { verifyTrace, type Difference } from '../verify/verify';
import { signedIn } from './place';
import { joinedTrace } from './trace';

/** What was worked out again, and where it came to something else. */
export type Verified = {
  readonly settlements: number;
  readonly nodes: number;
  readonly journals: number;
  readonly differences: readonly (Difference & { readonly in: string })[];
};
const NOTHING: Verified = { settlements: 0, nodes: 0, journals: 0, differences: [] };

/** Works out a settlement, the ledger or all again, by rules of the command's own. */
export async function verify(what: string, settlementId: string | undefined): Promise<Verified> {
  if (!['settlement', 'ledger', 'all'].includes(what)) {
    throw misuse(`${what} cannot be verified; there are settlement, ledger and all.`);
  }
  if ((what === 'settlement') !== (settlementId !== undefined)) {
    throw misuse('A settlement is named by its id, and nothing else is.');
  }
  const auditor = await signedIn('auditor');
  if (settlementId !== undefined) return ofSettlement(auditor, settlementId);
  let verified = await ofLedger(auditor);
  if (what === 'ledger') return verified;
  for (const one of await auditor.all<{ settlementId: string }>('finance/v1/settlements')) {
    verified = both(verified, await ofSettlement(auditor, one.settlementId));
  }
  return verified;
}

async function ofSettlement(api: Api, settlementId: string): Promise<Verified> {
  const { nodes, roots } = await joinedTrace(api, settlementId);
  const differences = verifyTrace(nodes, roots).map((one) => ({ ...one, in: settlementId }));
  return { ...NOTHING, settlements: 1, nodes: nodes.length, differences };
}

async function ofLedger(api: Api): Promise<Verified> {
  const journals = await api.all<Journal>('finance/v1/postings');
  const deposits = await api.all<Deposit>('finance/v1/deposits');
  const holds = await api.all<Hold>('finance/v1/holds?status=open');
  const differences = verifyLedger(journals, deposits, holds).map((one) => ({ ...one, in: 'ledger' }));
  return { ...NOTHING, journals: journals.length, differences };
}

const both = (one: Verified, other: Verified): Verified => ({
  settlements: one.settlements + other.settlements,
  nodes: one.nodes + other.nodes,
  journals: one.journals + other.journals,
  differences: [...one.differences, ...other.differences],
});

/** One sentence, and a line for each difference. */
export function verifiedText({ settlements, nodes, journals, differences }: Verified): string {
  const found = differences.map(
    ({ in: place, node, expected, found }) =>
      `${place} ${node}: expected ${JSON.stringify(expected)}, found ${JSON.stringify(found)}`,
  );
  const counted = `${settlements} settlements with ${nodes} nodes and ${journals} journals`;
  return [...found, `${counted} were worked out again: ${differences.length} differences.`].join('\n');
}
