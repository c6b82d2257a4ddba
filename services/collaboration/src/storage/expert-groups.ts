import { NotFound } from '@steward/domain';
import type { Tx } from '@steward/messaging';
import type { ExpertGroup } from '../domain/consultation';

/** Throws NotFound. */
export async function loadGroup(tx: Tx, id: string): Promise<ExpertGroup> {
  const [group] = await tx.manager.query<ExpertGroup[]>(
    'SELECT id, name, skills, members FROM expert_groups WHERE id = $1',
    [id],
  );
  if (!group) throw new NotFound('expert-group', id);
  return group;
}

/** A group keeps its name's id: the same name again changes who is of it and what they know. */
export function saveGroup(tx: Tx, { id, name, skills, members }: ExpertGroup): void {
  tx.write(
    `INSERT INTO expert_groups (id, name, skills, members, changed_by, changed_at)
     VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (id) DO UPDATE SET skills = excluded.skills, members = excluded.members,
       changed_by = excluded.changed_by, changed_at = excluded.changed_at`,
    [id, name, skills, members, tx.by, tx.now],
  );
}
