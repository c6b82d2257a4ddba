import type { Tx } from '@steward/messaging';
import type { TakenPosition, Visit } from '../domain/visit';

export async function insertPosition(tx: Tx, visit: Visit, position: TakenPosition): Promise<void> {
  const { latitudeMicrodegrees, longitudeMicrodegrees, accuracyMetres } = position;
  await tx.manager.query(
    `INSERT INTO visit_positions (visit_id, person, latitude_microdegrees, longitude_microdegrees,
       accuracy_metres, taken_at)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    [visit.id, tx.by, latitudeMicrodegrees, longitudeMicrodegrees, accuracyMetres, tx.now],
  );
}

export async function deletePositionOf(tx: Tx, visitId: string): Promise<void> {
  await tx.manager.query('DELETE FROM visit_positions WHERE visit_id = $1', [visitId]);
}

/** Deletes every position of the person who asks. */
export async function deleteOwnPositions(tx: Tx): Promise<void> {
  await tx.manager.query('DELETE FROM visit_positions WHERE person = $1', [tx.by]);
}
