import { useCase } from '@steward/messaging';
import { IsEmail, IsOptional, IsString, IsUUID, Length } from 'class-validator';
import { assign } from '../domain/liaison';
import { loadContract } from '../storage/contracts';
import { assignmentsOf, insertLiaison } from '../storage/liaisons';

export class AssignLiaison {
  @IsUUID() contractId!: string;
  @IsString() @Length(1, 100) name!: string;
  @IsString() @Length(1, 100) deputyName!: string;
  @IsOptional() @IsEmail() email?: string;
}

export const assignLiaison = useCase(AssignLiaison, async (tx, { contractId, email, ...named }) => {
  const contract = await loadContract(tx, contractId);
  const revision = (await assignmentsOf(tx, contractId)) + 1;
  const { state, events } = assign(contract, revision, { ...named, email: email ?? null }, tx);
  insertLiaison(tx, state);
  tx.publish(events);
  return { liaisonId: state.id, contractId, assignedAt: state.assignedAt.toISOString() };
});
