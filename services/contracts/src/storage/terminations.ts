import { NotFound } from '@steward/domain';
import type { Tx } from '@steward/messaging';
import { lastTerms } from '../domain/amendment';
import type { Effect, Terminable, Termination } from '../domain/termination';
import { loadAmended } from './amendments';
import { saveContract } from './contracts';

type Row = Omit<Extract<Termination, { status: 'offered' }>, 'status'> & {
  status: Termination['status'];
  agreedBy: string | null;
  agreedAt: Date | null;
};
const COLUMNS = `id, contract_id AS "contractId", vendor_id AS "vendorId", status, ground, reason, side,
  given_by AS "givenBy", given_at AS "givenAt", to_char(last_on, 'YYYY-MM-DD') AS "lastOn",
  effective_at AS "effectiveAt", agreed_by AS "agreedBy", agreed_at AS "agreedAt"`;

/** Loads and locks a contract with what its termination is decided by. Throws NotFound. */
export async function loadTerminable(tx: Tx, contractId: string): Promise<Terminable> {
  const amended = await loadAmended(tx, contractId);
  const [row] = await tx.manager.query<Row[]>(
    `SELECT ${COLUMNS} FROM terminations WHERE contract_id = $1 AND status IN ('offered', 'notified')`,
    [contractId],
  );
  return { contract: amended.contract, terms: lastTerms(amended), open: row ? fromRow(row) : null };
}

/** One termination of a contract whose lock is held. Throws NotFound. */
export async function loadTermination(tx: Tx, contractId: string, id: string): Promise<Termination> {
  const [row] = await tx.manager.query<Row[]>(
    `SELECT ${COLUMNS} FROM terminations WHERE contract_id = $1 AND id = $2`,
    [contractId, id],
  );
  if (!row) throw new NotFound('termination', id);
  return fromRow(row);
}

/** Keeps a termination as it stands; what was given never changes. */
export function saveTermination(tx: Tx, termination: Termination): void {
  const { id, contractId, vendorId, status, ground, reason, side, givenBy, givenAt } = termination;
  const agreement = 'agreement' in termination ? termination.agreement : null;
  tx.write(
    `INSERT INTO terminations (id, contract_id, vendor_id, status, ground, reason, side, given_by, given_at,
       last_on, effective_at, agreed_by, agreed_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
     ON CONFLICT (id) DO UPDATE SET status = excluded.status, agreed_by = excluded.agreed_by,
       agreed_at = excluded.agreed_at`,
    [
      ...[id, contractId, vendorId, status, ground, reason, side, givenBy, givenAt],
      ...[termination.lastOn, termination.effectiveAt, agreement?.by ?? null, agreement?.at ?? null],
    ],
  );
}

/** Keeps the contract as it ended, and by what; null, where nothing was decided, changes nothing. */
export async function saveEffect(tx: Tx, effect: Effect | null): Promise<void> {
  if (!effect) return;
  await saveContract(tx, effect.contract);
  saveTermination(tx, effect.termination);
}

function fromRow({ status, agreedBy, agreedAt, ...given }: Row): Termination {
  if (status === 'offered' || status === 'withdrawn') return { ...given, status };
  // The CHECK terminations_agreement stands behind the `!`.
  return { ...given, status, agreement: agreedBy === null ? null : { by: agreedBy, at: agreedAt! } };
}
