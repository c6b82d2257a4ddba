import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Sites and what stands there; a work order may name it. */
export class RegisterSites1764000005040 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE sites (
        id uuid PRIMARY KEY,
        code text NOT NULL UNIQUE CHECK (length(code) BETWEEN 1 AND 64),
        name text NOT NULL,
        latitude_microdegrees int NOT NULL CHECK (latitude_microdegrees BETWEEN -90000000 AND 90000000),
        longitude_microdegrees int NOT NULL CHECK (longitude_microdegrees BETWEEN -180000000 AND 180000000),
        radius_metres int NOT NULL CHECK (radius_metres > 0),
        registered_at timestamptz(3) NOT NULL, registered_by text NOT NULL);
      CREATE TABLE assets (
        id uuid PRIMARY KEY,
        code text NOT NULL UNIQUE CHECK (length(code) BETWEEN 1 AND 64),
        name text NOT NULL,
        site_id uuid NOT NULL REFERENCES sites,
        registered_at timestamptz(3) NOT NULL, registered_by text NOT NULL);
      CREATE INDEX assets_site ON assets (site_id);
      ALTER TABLE work_orders ADD asset_id uuid REFERENCES assets;
      CREATE INDEX work_orders_asset ON work_orders (asset_id) WHERE asset_id IS NOT NULL;

      ALTER TABLE sites ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      ALTER TABLE assets ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      -- A vendor sees what it has work on, and where that stands.
      CREATE POLICY rows_of_the_actor ON assets USING (
        current_setting('app.actor', true) IN ('enterprise', 'service')
          OR (SELECT true FROM work_orders w WHERE w.asset_id = assets.id LIMIT 1));
      CREATE POLICY rows_of_the_actor ON sites USING (
        current_setting('app.actor', true) IN ('enterprise', 'service')
          OR (SELECT true FROM assets a WHERE a.site_id = sites.id LIMIT 1));

      GRANT SELECT, INSERT ON sites, assets TO work_orders_app;`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
