import type { Api } from '../console/api';
import { traceText, type JoinedTrace, type TraceNode } from '../report/trace-tree';
import { signedIn } from './place';

type Scored = { readonly roots: readonly string[]; readonly nodes: readonly TraceNode[] };

/** A settlement's figures down to its terms and the facts of its scores, as an indented tree or as JSON. */
export async function traceSettlement(settlementId: string, isJson: boolean): Promise<string> {
  const trace = await joinedTrace(await signedIn('auditor'), settlementId);
  return isJson ? JSON.stringify(trace, null, 2) : traceText(trace);
}

/** The settlement's graph with that of each revision of the appraisal that it names. */
export async function joinedTrace(api: Api, settlementId: string): Promise<JoinedTrace> {
  const place = `finance/v1/settlements/${encodeURIComponent(settlementId)}/trace`;
  const paid = await api.get<JoinedTrace>(place);
  const scores = paid.nodes.filter(({ kind }) => kind === 'SCORE').map(urlOf);
  const graphs = new Map<string, Scored>();
  for (const url of new Set(scores)) graphs.set(url, await api.get<Scored>(url.replace(/^\/api\//, '')));
  return join(paid, graphs);
}

const urlOf = ({ value }: TraceNode): string => (value as { appraisalTraceUrl: string }).appraisalTraceUrl;

/** `graphs` are those of the scores by their addresses. */
export function join(paid: JoinedTrace, graphs: ReadonlyMap<string, Scored>): JoinedTrace {
  const nodes = paid.nodes.map((node): TraceNode => {
    const scored = node.kind === 'SCORE' && graphs.get(urlOf(node));
    return scored ? { ...node, formula: 'published-score@1', inputs: scored.roots } : node;
  });
  return { ...paid, nodes: [...nodes, ...[...graphs.values()].flatMap((scored) => scored.nodes)] };
}
