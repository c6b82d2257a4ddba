import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Standard contracts by versions, and by which of them a contract was drafted. Clause 3.4.2c. */
export class KeepTemplates1764000008000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE templates (
        id uuid PRIMARY KEY,
        code text NOT NULL UNIQUE,
        name text NOT NULL,
        last_published int); -- null: nothing that a vendor may see

      CREATE TABLE template_versions (
        template_id uuid REFERENCES templates,
        template_version int CHECK (template_version >= 1),
        status text NOT NULL CHECK (status IN ('draft', 'published')),
        content jsonb NOT NULL,
        drafted_by text NOT NULL,
        drafted_at timestamptz(3) NOT NULL,
        published_by text,
        published_at timestamptz(3),
        content_hash text CHECK (content_hash ~ '^[0-9a-f]{64}$'),
        PRIMARY KEY (template_id, template_version),
        -- Clause 1.1.3a: whoever drafted a standard does not publish it.
        CONSTRAINT template_versions_two_persons CHECK (published_by <> drafted_by),
        CONSTRAINT template_versions_publication CHECK ((status = 'published') = ALL (ARRAY[
          published_by IS NOT NULL, published_at IS NOT NULL, content_hash IS NOT NULL])));

      ALTER TABLE templates ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      ALTER TABLE template_versions ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      CREATE POLICY rows_of_the_enterprise ON templates USING (
        current_setting('app.actor', true) IN ('enterprise', 'service'));
      CREATE POLICY rows_of_the_enterprise ON template_versions USING (
        current_setting('app.actor', true) IN ('enterprise', 'service'));
      -- Every vendor reads what is published, and writes nothing.
      CREATE POLICY published_rows ON templates FOR SELECT USING (
        current_setting('app.actor', true) LIKE 'vendor:%' AND last_published IS NOT NULL);
      CREATE POLICY published_rows ON template_versions FOR SELECT USING (
        current_setting('app.actor', true) LIKE 'vendor:%' AND status = 'published');
      GRANT SELECT, INSERT, UPDATE (last_published) ON templates TO contracts_app;
      GRANT SELECT, INSERT, UPDATE (status, published_by, published_at, content_hash)
        ON template_versions TO contracts_app;

      ALTER TABLE contracts
        ADD COLUMN template_id uuid, ADD COLUMN template_version int,
        ADD CONSTRAINT contracts_template CHECK ((template_id IS NULL) = (template_version IS NULL));
      SELECT set_config('app.actor', 'service', true);
      UPDATE amendments SET terms = terms || '{"template": null}';
      SELECT set_config('app.actor', '', true);`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
