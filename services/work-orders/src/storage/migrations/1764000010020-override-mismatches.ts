import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An override says what it overrides; so far that was the vendor's capability. 1.2.1, 1.2.3 and 2.1.1. */
export class OverrideMismatches1764000010020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE capability_overrides ADD mismatches text[] NOT NULL DEFAULT '{CAPABILITY}'
        CONSTRAINT capability_overrides_mismatches CHECK (
          cardinality(mismatches) > 0 AND mismatches <@ ARRAY['CAPABILITY', 'TIER', 'QUALIFICATION']);
      ALTER TABLE capability_overrides ALTER mismatches DROP DEFAULT; -- every writer says it from now on`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
