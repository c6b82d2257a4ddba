import { Page, view } from '@steward/messaging';
import { IsOptional, IsUUID } from 'class-validator';

export class SitesPage extends Page {}
export type ShownSite = {
  readonly siteId: string;
  readonly code: string;
  readonly name: string;
  readonly latitudeMicrodegrees: number;
  readonly longitudeMicrodegrees: number;
  readonly radiusMetres: number;
};

/** The sites that the caller may see, in the order of their ids. Clause 2.3.1b. */
export const sitesPage = view(SitesPage, async ({ manager }, { after, limit }) => {
  const items = await manager.query<ShownSite[]>(
    `SELECT id AS "siteId", code, name, latitude_microdegrees AS "latitudeMicrodegrees",
       longitude_microdegrees AS "longitudeMicrodegrees", radius_metres AS "radiusMetres"
     FROM sites WHERE $1::uuid IS NULL OR id > $1 ORDER BY id LIMIT $2`,
    [after ?? null, limit],
  );
  return { items, next: items.length === limit ? items.at(-1)!.siteId : null };
});

export class AssetsPage extends Page {
  @IsOptional() @IsUUID() siteId?: string;
}
export type ShownAsset = {
  readonly assetId: string;
  readonly code: string;
  readonly name: string;
  readonly siteId: string;
};

/** The assets that the caller may see, in the order of their ids. Clause 2.3.1b. */
export const assetsPage = view(AssetsPage, async ({ manager }, { after, limit, siteId }) => {
  const items = await manager.query<ShownAsset[]>(
    `SELECT id AS "assetId", code, name, site_id AS "siteId" FROM assets
     WHERE ($1::uuid IS NULL OR id > $1) AND ($3::uuid IS NULL OR site_id = $3) ORDER BY id LIMIT $2`,
    [after ?? null, limit, siteId ?? null],
  );
  return { items, next: items.length === limit ? items.at(-1)!.assetId : null };
});
