import type { Tx } from '@steward/messaging';
import type { TakenPosition, Visit } from '../domain/visit';

export function insertPosition(tx: Tx, visit: Visit, position: TakenPosition): void {
  const { latitudeMicrodegrees, longitudeMicrodegrees, accuracyMetres } = position;
  tx.write(
    `INSERT INTO visit_positions (visit_id, person, latitude_microdegrees, longitude_microdegrees,
       accuracy_metres, taken_at)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    [visit.id, tx.by, latitudeMicrodegrees, longitudeMicrodegrees, accuracyMetres, tx.now],
  );
}

export function deletePositionOf(tx: Tx, visitId: string): void {
  tx.write('DELETE FROM visit_positions WHERE visit_id = $1', [visitId]);
}

/** Deletes every position of the person who asks. */
export function deleteOwnPositions(tx: Tx): void {
  tx.write('DELETE FROM visit_positions WHERE person = $1', [tx.by]);
}
