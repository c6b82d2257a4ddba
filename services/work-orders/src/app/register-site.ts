import { useCase } from '@steward/messaging';
import { IsInt, IsString, Length, Max, Min } from 'class-validator';
import { insertSite } from '../storage/sites';

export class RegisterSite {
  /** The enterprise's own, unique. */
  @IsString() @Length(1, 64) code!: string;
  @IsString() @Length(1, 200) name!: string;
  /** Of its middle, by WGS-84 (not GCJ-02, which maps of China show up to 700 m away); north is positive. */
  @IsInt() @Min(-90_000_000) @Max(90_000_000) latitudeMicrodegrees!: number;
  /** East is positive. */
  @IsInt() @Min(-180_000_000) @Max(180_000_000) longitudeMicrodegrees!: number;
  /** How far from its middle one is still there. */
  @IsInt() @Min(1) @Max(10_000) radiusMetres!: number;
}

/** A place where assets of the enterprise stand. Clause 2.3.1b. */
export const registerSite = useCase(RegisterSite, async (tx, told) => {
  const site = { ...told, id: tx.newId() };
  await insertSite(tx, site);
  return { siteId: site.id, code: site.code };
});
