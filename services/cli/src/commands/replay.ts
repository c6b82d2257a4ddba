import Table from 'cli-table3';
import { misuse } from '../failure';
import { signedIn } from './place';

type Figures = Readonly<Record<'inputsHash' | 'score' | 'finalScore', string | null>>;
export type Replayed = {
  readonly appraisalId: string;
  readonly revision: number;
  readonly kept: Figures;
  readonly replayed: Figures;
  readonly isSame: boolean;
};

/** Has a quarter scored again from its manifests; `differing` are those that came out otherwise. 1.3.1. */
export async function replayQuarter(
  quarter: string,
  contractId: string | undefined,
): Promise<{ readonly text: string; readonly differing: number }> {
  if (!/^\d{4}Q[1-4]$/.test(quarter)) throw misuse(`${quarter} is no quarter; write it as 2016Q1.`);
  const auditor = await signedIn('auditor');
  const query = new URLSearchParams({ quarter, ...(contractId !== undefined && { contractId }) });
  const appraisals = await auditor.all<{ appraisalId: string }>(`appraisal/v1/appraisals?${query}`);
  const replays: Replayed[] = [];
  for (const { appraisalId } of appraisals) {
    replays.push(await auditor.get<Replayed>(`appraisal/v1/appraisals/${appraisalId}/replay`));
  }
  return { text: replayText(quarter, replays), differing: replays.filter(isDiffering).length };
}

/** The service says whether it is the same; hash and scores are compared here as well. */
export const isDiffering = ({ kept, replayed, isSame }: Replayed): boolean =>
  !isSame ||
  kept.inputsHash !== replayed.inputsHash ||
  kept.score !== replayed.score ||
  kept.finalScore !== replayed.finalScore;

/** A line for each appraisal: hash and scores as they were kept, and as they come out again. */
export function replayText(quarter: string, replays: readonly Replayed[]): string {
  if (replays.length === 0) return `No appraisal of ${quarter}.`;
  const table = new Table({
    head: ['考核', '修订', '输入哈希', '重放哈希', 'B', '重放 B', 'F', '重放 F', '一致'],
    style: { head: [], border: [] },
  });
  const short = (hash: string | null) => hash?.slice(0, 12) ?? '–';
  for (const one of replays) {
    const { appraisalId, revision, kept, replayed } = one;
    table.push([
      ...[appraisalId, revision, short(kept.inputsHash), short(replayed.inputsHash)],
      ...[kept.score ?? '–', replayed.score ?? '–', kept.finalScore ?? '–', replayed.finalScore ?? '–'],
      isDiffering(one) ? '否' : '是',
    ]);
  }
  return table.toString();
}
