import { ensure, NotFound } from '@steward/domain';
import type { ReadTx, Tx } from '@steward/messaging';
import type { Asset, Site } from '../domain/site';

/** Stores a site. Breaks `site.code-taken`. */
export async function insertSite(tx: Tx, site: Site): Promise<void> {
  const inserted = await tx.manager.query<unknown[]>(
    `INSERT INTO sites (id, code, name, latitude_microdegrees, longitude_microdegrees, radius_metres,
       registered_at, registered_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (code) DO NOTHING RETURNING id`,
    [
      ...[site.id, site.code, site.name, site.latitudeMicrodegrees, site.longitudeMicrodegrees],
      ...[site.radiusMetres, tx.now, tx.by],
    ],
  );
  ensure(inserted.length > 0, 'site.code-taken', `There is a site ${site.code} already.`);
}

/** Throws NotFound. */
export async function loadSite(tx: ReadTx, id: string): Promise<Site> {
  const [found] = await tx.manager.query<Site[]>(
    `SELECT id, code, name, latitude_microdegrees AS "latitudeMicrodegrees",
       longitude_microdegrees AS "longitudeMicrodegrees", radius_metres AS "radiusMetres"
     FROM sites WHERE id = $1`,
    [id],
  );
  if (!found) throw new NotFound('site', id);
  return found;
}

/** Stores an asset. Breaks `asset.code-taken`. */
export async function insertAsset(tx: Tx, { id, code, name, site }: Asset): Promise<void> {
  const inserted = await tx.manager.query<unknown[]>(
    `INSERT INTO assets (id, code, name, site_id, registered_at, registered_by)
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (code) DO NOTHING RETURNING id`,
    [id, code, name, site.id, tx.now, tx.by],
  );
  ensure(inserted.length > 0, 'asset.code-taken', `There is an asset ${code} already.`);
}

/** Throws NotFound. */
export async function loadAsset(tx: ReadTx, id: string): Promise<Asset> {
  const [found] = await tx.manager.query<{ code: string; name: string; siteId: string }[]>(
    'SELECT code, name, site_id AS "siteId" FROM assets WHERE id = $1',
    [id],
  );
  if (!found) throw new NotFound('asset', id);
  return { id, code: found.code, name: found.name, site: await loadSite(tx, found.siteId) };
}

/** The asset that is named, if one is. Throws NotFound. */
export const assetNamed = async (tx: ReadTx, id: string | null | undefined): Promise<Asset | null> =>
  id ? loadAsset(tx, id) : null;
