import { useCase } from '@steward/messaging';
import { IsString, IsUUID, Length } from 'class-validator';
import { loadImport, saveRefusal } from '../storage/imports';

export class RefuseImport {
  @IsUUID() importId!: string;
  @IsString() @Length(1, 500) reason!: string;
}

/** Ends an import whose file cannot be read as an export. */
export const refuseImport = useCase(RefuseImport, async (tx, { importId, reason }) => {
  await loadImport(tx, importId);
  saveRefusal(tx, importId, reason);
  return { importId, status: 'refused' };
});
