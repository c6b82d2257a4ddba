import { NotFound } from '@steward/domain';
import { Page, view, type ReadTx } from '@steward/messaging';
import { IsIn, IsISO8601, IsOptional, IsUUID, Matches, ValidateIf } from 'class-validator';
import { openGates, type OpenGate } from '../domain/admission';
import { tierHistory } from '../domain/classification';
import { VENDOR_STATES, type Vendor } from '../domain/vendor';
import { classificationOn, classificationsOf } from './classifications';
import { admissionNorms, dossierOf, todayOf } from './dossiers';
import { waiversOf } from './gate-waivers';

export type VendorSummary = {
  readonly vendorId: string;
  readonly code: string;
  readonly name: string;
  readonly status: Vendor['status'];
  readonly registeredAt: Date;
};
type VendorHead = VendorSummary & {
  readonly registrationNumber: string;
  readonly admittedAt: Date | null;
  /** Since when it lacks a qualification that has expired; null where it does not. */
  readonly restrictedAt: Date | null;
  /** The expired ones. */
  readonly expiredItems: readonly string[] | null;
  readonly eliminatedAt: Date | null;
  /** The first day on which an eliminated one may be admitted again. */
  readonly readmissionOn: string | null;
};
/** Lists hold the newest hundred, newest first. */
export type VendorDetail = VendorHead & {
  readonly qualifications: readonly object[];
  readonly referenceProjects: readonly object[];
  readonly capabilityTests: readonly object[];
  readonly complianceChecks: readonly object[];
  readonly classifications: readonly object[];
  /** Gates that the two offices consented to do without, or one of them so far. */
  readonly waivers: readonly object[];
  /** What would keep the vendor from being admitted today. */
  readonly openGates: readonly OpenGate[];
};

const SUMMARY = `id AS "vendorId", code, name, status, registered_at AS "registeredAt"`;

const PROOF = `CASE WHEN verified_at IS NULL THEN 'submitted' ELSE 'verified' END AS status,
  submitted_at AS "submittedAt", submitted_by AS "submittedBy",
  verified_at AS "verifiedAt", verified_by AS "verifiedBy"`;

/** Of one state, or of all. */
export class VendorsPage extends Page {
  @IsOptional() @IsIn(VENDOR_STATES) status?: Vendor['status'];
}

/**
 * Vendors in the order of their ids, that is of their registration. `next` is the `after` of the next page.
 */
export const vendorsPage = view(VendorsPage, async ({ manager }, { after, limit, status }) => {
  const items = await manager.query<VendorSummary[]>(
    `SELECT ${SUMMARY} FROM vendors WHERE ($1::uuid IS NULL OR id > $1)
       AND ($3::text IS NULL OR status = $3) ORDER BY id LIMIT $2`,
    [after ?? null, limit, status ?? null],
  );
  return { items, next: items.length === limit ? items.at(-1)!.vendorId : null };
});

export class OneVendor {
  @IsUUID() vendorId!: string;
  /** Papers expire: the gates are those of this instant's day. */
  @IsISO8601({ strict: true }) asOf!: string;
}

/** One vendor with its dossier. Throws NotFound, for another vendor's id as for a missing one. */
export const oneVendor = view(OneVendor, async ({ manager }, { vendorId, asOf }): Promise<VendorDetail> => {
  const newest = (query: string) => manager.query<object[]>(`${query} LIMIT 100`, [vendorId]);
  const vendor = await seen({ manager }, vendorId);
  const tx = { manager, now: new Date(asOf) };
  const today = await todayOf(tx);
  return {
    ...vendor,
    qualifications: await newest(
      `SELECT id AS "itemId", kind, number, issuer, to_char(valid_to, 'YYYY-MM-DD') AS "validTo",
              document_hash AS "documentHash", ${PROOF}
       FROM evidence WHERE vendor_id = $1 AND kind <> 'REFERENCE_PROJECT' ORDER BY id DESC`,
    ),
    referenceProjects: await newest(
      `SELECT id AS "itemId", title, customer, to_char(completed_on, 'YYYY-MM-DD') AS "completedOn",
              is_similar AS "isSimilar", ${PROOF}
       FROM evidence WHERE vendor_id = $1 AND kind = 'REFERENCE_PROJECT' ORDER BY id DESC`,
    ),
    capabilityTests: await newest(
      `SELECT id AS "testId", scenario, score, pass_score AS "passScore", score >= pass_score AS "isPassed",
              assessors, to_char(held_on, 'YYYY-MM-DD') AS "heldOn", scored_at AS "scoredAt"
       FROM capability_tests WHERE vendor_id = $1 ORDER BY position DESC`,
    ),
    complianceChecks: await newest(
      `SELECT id AS "checkId", jurisdictions, to_char(checked_on, 'YYYY-MM-DD') AS "checkedOn",
              json_build_object('isPassed', is_data_passed, 'evidence', data_evidence) AS data,
              json_build_object('isPassed', is_environment_passed, 'evidence', environment_evidence) AS environment,
              json_build_object('isPassed', is_labour_passed, 'evidence', labour_evidence) AS labour
       FROM compliance_checks WHERE vendor_id = $1 ORDER BY position DESC`,
    ),
    classifications: await newest(
      `SELECT tier, categories, to_char(effective_on, 'YYYY-MM-DD') AS "effectiveOn", reason,
              classified_at AS "classifiedAt", classified_by AS "classifiedBy"
       FROM classifications WHERE vendor_id = $1 ORDER BY effective_on DESC, position DESC`,
    ),
    waivers: await waiversOf(tx, vendorId),
    openGates: openGates(await dossierOf(tx, vendorId, today), await admissionNorms(tx), today),
  };
});

export class TierOn {
  @IsUUID() vendorId!: string;
  @ValidateIf(({ asOf }: TierOn) => asOf === undefined)
  @Matches(/^[12]\d{3}-\d\d-\d\d$/)
  @IsISO8601({ strict: true })
  on?: string;
  /** The same day by its other name. */
  @IsOptional() @Matches(/^[12]\d{3}-\d\d-\d\d$/) @IsISO8601({ strict: true }) asOf?: string;
}

/** The tier and categories in force on a day; null before the first. Throws NotFound. Clause 1.2.1. */
export const tierOn = view(TierOn, async ({ manager }, { vendorId, asOf, on = asOf! }) => {
  await seen({ manager }, vendorId);
  const inForce = await classificationOn({ manager }, vendorId, on);
  return {
    ...{ vendorId, on },
    tier: inForce?.tier ?? null,
    categories: inForce?.categories ?? [],
    effectiveOn: inForce?.effectiveOn ?? null,
    reason: inForce?.reason ?? null,
  };
});

export class TierHistory {
  @IsUUID() vendorId!: string;
}

/** The tiers of a vendor in order, without gap or overlap. Throws NotFound. Clause 1.2.1. */
export const vendorTiers = view(TierHistory, async ({ manager }, { vendorId }) => {
  await seen({ manager }, vendorId);
  const periods = tierHistory(await classificationsOf({ manager }, vendorId));
  return {
    vendorId,
    periods: periods.map(({ tier, categories, effectiveOn, endsOn, reason, classifiedBy, classifiedAt }) => ({
      ...{ tier, categories, effectiveOn, endsOn, reason },
      ...{ approvedBy: classifiedBy, approvedAt: classifiedAt },
    })),
  };
});

async function seen({ manager }: ReadTx, vendorId: string): Promise<VendorHead> {
  const [vendor] = await manager.query<VendorHead[]>(
    `SELECT ${SUMMARY}, registration_number AS "registrationNumber", admitted_at AS "admittedAt",
       restricted_at AS "restrictedAt", expired_items AS "expiredItems", eliminated_at AS "eliminatedAt",
       to_char(readmission_on, 'YYYY-MM-DD') AS "readmissionOn"
     FROM vendors WHERE id = $1`,
    [vendorId],
  );
  if (!vendor) throw new NotFound('vendor', vendorId);
  return vendor;
}
