import { useCase } from '@steward/messaging';
import { IsIn, IsISO8601, IsOptional, IsString, Length, Matches } from 'class-validator';
import { ensureDays, OFFICE_ROLES, type OfficeRole } from '../domain/office';
import { insertPost } from '../storage/office';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

export class AppointPerson {
  @IsIn(OFFICE_ROLES) role!: OfficeRole;
  /** The login. */
  @IsString() @Length(1, 100) person!: string;
  @IsISO8601({ strict: true }) @Matches(DAY) fromOn!: string;
  /** The first day on which it is over; left out: without an end. */
  @IsOptional() @IsISO8601({ strict: true }) @Matches(DAY) untilOn?: string;
}

/** Gives a person a post of the office. Clause 3.1.1. */
export const appointPerson = useCase(AppointPerson, async (tx, { untilOn, ...named }) => {
  const post = { ...named, id: tx.newId(), untilOn: untilOn ?? null };
  ensureDays(post);
  insertPost(tx, post);
  return { postId: post.id };
});
