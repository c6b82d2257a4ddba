import type { Tx } from '@steward/messaging';

/** Whether the person who asks has agreed that its position is taken. */
export async function hasConsented(tx: Tx): Promise<boolean> {
  const found = await tx.manager.query<unknown[]>(
    'SELECT FROM location_consents WHERE person = $1 AND withdrawn_at IS NULL',
    [tx.by],
  );
  return found.length > 0;
}

/** Keeps the consent of a vendor's person; a second one changes nothing. */
export function insertConsent(tx: Tx): void {
  tx.write(
    `INSERT INTO location_consents (id, vendor_id, person, given_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (vendor_id, person) WHERE withdrawn_at IS NULL DO NOTHING`,
    [tx.newId(), tx.actor.replace('vendor:', ''), tx.by, tx.now],
  );
}

export function withdrawConsents(tx: Tx): void {
  tx.write('UPDATE location_consents SET withdrawn_at = $2 WHERE person = $1 AND withdrawn_at IS NULL', [
    tx.by,
    tx.now,
  ]);
}
