import { useCase } from '@steward/messaging';
import { IsString, IsUUID, Length } from 'class-validator';
import { insertAsset, loadSite } from '../storage/sites';

export class RegisterAsset {
  /** What its label and QR code say, unique. */
  @IsString() @Length(1, 64) code!: string;
  @IsString() @Length(1, 200) name!: string;
  @IsUUID() siteId!: string;
}

/** Something that is maintained; work orders and inspections name it. Clause 2.3.1b. */
export const registerAsset = useCase(RegisterAsset, async (tx, { code, name, siteId }) => {
  const asset = { id: tx.newId(), code, name, site: await loadSite(tx, siteId) };
  await insertAsset(tx, asset);
  return { assetId: asset.id, code };
});
