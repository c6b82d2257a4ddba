import { misuse } from '../failure';
import { quarterText, type QuarterTable } from '../report/quarter-table';
import { signedIn } from './place';

/** The quarter's report as JSON, or as a table; and what it still waits for, if anything. */
export async function reportQuarter(
  quarter: string,
  isJson: boolean,
  log: string | undefined,
): Promise<{ text: string; open: string }> {
  if (!/^\d{4}Q[1-4]$/.test(quarter)) throw misuse(`${quarter} is no quarter; write it as 2016Q1.`);
  const auditor = await signedIn('auditor');
  const place = `console/v1/quarters/${quarter}`;
  const query = log === undefined ? '' : `?log=${encodeURIComponent(log)}`;
  const table = await auditor.get<QuarterTable>(`${place}/table${query}`);
  if (!isJson) return { text: quarterText(table), open: '' };
  const report = await auditor.get<object>(`${place}${query}`);
  const open = table.missing.map(({ vendor, fact }) => `the ${fact} of ${vendor}`).join(', ');
  return { text: JSON.stringify(report, null, 2), open };
}
