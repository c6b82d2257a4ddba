import type { MigrationInterface, QueryRunner } from 'typeorm';
import { BY_OWNER, finalWhere, secured } from '../row-security';

/** The shared knowledge base. Clause 3.2.2. */
export class ShareKnowledge1764000003000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(REVISIONS);
    await runner.query(LINKS);
    await runner.query(secured('knowledge_revisions', BY_OWNER) + secured('case_links', BY_OWNER));
    await runner.query(finalWhere('knowledge_revisions', `OLD.status = 'superseded'`));
    await runner.query(`
      -- Every vendor reads what is published, and writes nothing of others.
      CREATE POLICY published_rows ON knowledge_revisions FOR SELECT USING (
        current_setting('app.actor', true) LIKE 'vendor:%' AND status = 'published');`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}

/** `search` holds pairs of Chinese characters and whole other words: see domain/search-terms. */
const REVISIONS = `
  CREATE TABLE knowledge_revisions (
    id uuid PRIMARY KEY,
    case_id uuid NOT NULL,
    revision int NOT NULL CHECK (revision > 0),
    vendor_id uuid, -- null: the enterprise's own
    work_order_id uuid,
    author_side text NOT NULL CHECK (author_side IN ('ENTERPRISE', 'VENDOR')),
    authors text[] NOT NULL CHECK (cardinality(authors) > 0),
    written_at timestamptz(3) NOT NULL,
    title text NOT NULL, symptom text NOT NULL, cause text NOT NULL, solution text NOT NULL,
    status text NOT NULL CHECK (status IN
      ('draft', 'submitted', 'changes-requested', 'approved', 'published', 'superseded')),
    submitted_at timestamptz(3),
    reviewed_by text, reviewed_at timestamptz(3), review_note text,
    published_by text, published_at timestamptz(3),
    superseded_at timestamptz(3),
    search tsvector NOT NULL,
    CONSTRAINT knowledge_revision UNIQUE (case_id, revision),
    CONSTRAINT knowledge_vendor CHECK (author_side = 'ENTERPRISE' OR vendor_id IS NOT NULL),
    -- Clause 3.2.2: nobody who wrote at a case reviews or publishes it.
    CONSTRAINT knowledge_two_persons CHECK (reviewed_by <> ALL (authors) AND published_by <> ALL (authors)),
    CONSTRAINT knowledge_submission CHECK ((status <> 'draft') = (submitted_at IS NOT NULL)),
    CONSTRAINT knowledge_review CHECK ((status NOT IN ('draft', 'submitted')) = ALL (ARRAY[
      reviewed_by IS NOT NULL, reviewed_at IS NOT NULL])),
    CONSTRAINT knowledge_publication CHECK ((status IN ('published', 'superseded')) = ALL (ARRAY[
      published_by IS NOT NULL, published_at IS NOT NULL])),
    CONSTRAINT knowledge_superseded CHECK ((status = 'superseded') = (superseded_at IS NOT NULL)));
  CREATE UNIQUE INDEX knowledge_one_published ON knowledge_revisions (case_id) WHERE status = 'published';
  CREATE UNIQUE INDEX knowledge_one_pending ON knowledge_revisions (case_id)
    WHERE status NOT IN ('published', 'superseded');
  CREATE INDEX knowledge_search ON knowledge_revisions USING gin (search);
  CREATE INDEX knowledge_work_order ON knowledge_revisions (work_order_id);
  GRANT SELECT, INSERT, UPDATE ON knowledge_revisions TO collaboration_app;`;

const LINKS = `
  CREATE TABLE case_links (
    case_id uuid NOT NULL,
    work_order_id uuid NOT NULL,
    vendor_id uuid, -- whose person said it; null: the enterprise's
    linked_by text NOT NULL,
    linked_at timestamptz(3) NOT NULL,
    PRIMARY KEY (work_order_id, case_id, linked_by));
  GRANT SELECT, INSERT ON case_links TO collaboration_app;`;
