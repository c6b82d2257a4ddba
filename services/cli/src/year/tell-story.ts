import type { Cast } from '../play/cast';
import type { Api } from '../console/api';
import type { Party } from '../play/run-import';
import type { Act, ActKind, Story } from './story';

/** Where an act is done, below the work order; by the vendor or by the technical staff. */
const DOORS: Readonly<Record<Exclude<ActKind, 'REPORT'>, readonly [path: string, by: 'vendor' | 'staff']>> = {
  DISPATCH: ['dispatch', 'staff'],
  ACCEPT: ['acceptance', 'vendor'],
  ARRIVE: ['arrival', 'vendor'],
  PAUSE: ['pause', 'staff'],
  RESUME: ['resumption', 'staff'],
  CHANGE_SEVERITY: ['severity', 'staff'],
  RESOLVE: ['resolution', 'vendor'],
  APPROVE: ['resolution/acceptance', 'staff'],
  REJECT: ['resolution/rejection', 'staff'],
};

/** A story whose work order is known once it is reported. */
export type Told = { readonly story: Story; readonly party: Party; workOrderId: string | null; next: number };

/** Does what falls before `until`, one act after the other, each at its instant. */
export async function tellUntil(told: Told, until: number, cast: Cast, vendor: Api): Promise<void> {
  const { story } = told;
  for (let act = story.acts[told.next]; act && act.at < until; act = story.acts[told.next]) {
    const at = new Date(act.at);
    if (act.kind === 'REPORT') told.workOrderId = await report(story, cast.as('technical').playedAt(at));
    else await follow(told, act, act.kind, at, cast, vendor);
    told.next += 1;
  }
}

async function report(story: Story, staff: Api): Promise<string> {
  const { number, severity, category } = story;
  const reportedAt = new Date(story.reportedAt).toISOString();
  const body = { number, severity, category, reportedAt };
  const { workOrderId } = await staff.post<{ workOrderId: string }>(
    'work-orders/v1/work-orders',
    `${number}/report`,
    body,
  );
  return workOrderId;
}

async function follow(
  { story, party, workOrderId, next }: Told,
  act: Act,
  kind: keyof typeof DOORS,
  at: Date,
  cast: Cast,
  vendor: Api,
): Promise<void> {
  const [path, by] = DOORS[kind];
  const who = by === 'vendor' ? vendor : cast.as('technical');
  const key = `${story.number}/${next}/${kind}`;
  await who
    .playedAt(at)
    .post(`work-orders/v1/work-orders/${workOrderId}/${path}`, key, bodyOf(act, party.contractId));
}

function bodyOf(act: Act, contractId: string): object {
  switch (act.kind) {
    case 'DISPATCH':
      return { contractId };
    case 'PAUSE':
      return { reason: 'WAITING_CUSTOMER' };
    case 'CHANGE_SEVERITY':
      return { severity: act.severity, cause: act.cause };
    case 'REJECT':
      return { reason: '故障复现' };
    case 'REPORT':
    case 'ACCEPT':
    case 'ARRIVE':
    case 'RESUME':
    case 'RESOLVE':
    case 'APPROVE':
      return {};
  }
}
