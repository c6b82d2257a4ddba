import { FormatRegistry, Type, type Static, type TSchema } from '@sinclair/typebox';
import { fromWire, toWire } from '@steward/money';

FormatRegistry.Set('uuid', (text) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text));
FormatRegistry.Set('date-time', (text) => !Number.isNaN(Date.parse(text)));
FormatRegistry.Set('date', (text) => /^\d{4}-\d{2}-\d{2}$/.test(text));

export const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
/** Lower-case UUID. */
export const id = Type.String({ format: 'uuid' });
/** UTC, to the millisecond. */
export const instant = Type.Transform(Type.String({ format: 'date-time' }))
  .Decode((text) => new Date(text))
  .Encode((at) => at.toISOString());
/** A calendar day in the contract's zone, `2026-09-30`. */
export const day = Type.String({ format: 'date' });
/** Minor units as text, and the currency. */
export const money = Type.Transform(
  Type.Object({
    amountMinor: Type.String({ pattern: '^-?\\d+$' }),
    currency: Type.String({ pattern: '^[A-Z]{3}$' }),
  }),
)
  .Decode(fromWire)
  .Encode(toWire);
/** A code of the enterprise's own, as `v1` for a vendor. */
export const code = Type.String({ minLength: 1, maxLength: 64 });
/** What a vendor does. Clause 1.1.2. */
export const service = Type.Union([
  Type.Literal('MAINTENANCE'),
  Type.Literal('UPGRADE'),
  Type.Literal('FAULT_HANDLING'),
]);
export const count = Type.Integer({ minimum: 0 });
/** 1 is the gravest. Clause 2.2.1a. */
export const severity = Type.Union([Type.Literal(1), Type.Literal(2), Type.Literal(3), Type.Literal(4)]);
/** How closely a vendor is bound to the enterprise. Clause 1.2.1. */
export const tier = Type.Union([
  Type.Literal('STRATEGIC'),
  Type.Literal('REGULAR'),
  Type.Literal('TEMPORARY'),
]);
/** What is maintained. Clause 1.2.3. */
export const category = Type.Union([
  Type.Literal('HARDWARE'),
  Type.Literal('SOFTWARE'),
  Type.Literal('NETWORK'),
  Type.Literal('SECURITY'),
]);
/** A calendar quarter in the contract's zone, `2026Q3`. */
export const quarter = Type.String({ pattern: '^\\d{4}Q[1-4]$' });
/** A published score, two decimals, or null where not rated. Clause 1.3.1. */
export const score = Type.Union([Type.String({ pattern: '^\\d{1,3}\\.\\d{2}$' }), Type.Null()]);
/** Clause ids that the fact rests on. */
export const clauseRefs = Type.Array(Type.String());
/** How far a record can be trusted: A platform, B corroborated, C after the fact. Clause 3.2.1a. */
export const evidenceGrade = Type.Union([Type.Literal('A'), Type.Literal('B'), Type.Literal('C')]);
/** Milestones of one kind by their verdict. */
export const verdicts = Type.Object({ met: count, breached: count, open: count });
const pauseReason = Type.Union([
  Type.Literal('WAITING_CUSTOMER'),
  Type.Literal('APPROVED_PLANNED_WINDOW'),
  Type.Literal('FORCE_MAJEURE'),
  Type.Literal('CUSTOMER_ACCESS_DENIED'),
  Type.Literal('WAITING_PARTS'),
]);
const slaTarget = Type.Object({
  durationSeconds: Type.Integer({ minimum: 1 }),
  clock: Type.Union([Type.Literal('24x7'), Type.Literal('working')]),
  /** For what the clock waits; absent: for what D1 names. */
  pauseReasons: Type.Optional(Type.Unsafe<readonly Static<typeof pauseReason>[]>(Type.Array(pauseReason))),
  /** At how many per cent of the target it is announced; absent: at the policy's. */
  warnPercents: Type.Optional(Type.Unsafe<readonly number[]>(Type.Array(Type.Integer({ minimum: 1 })))),
  /** Whether the time from a resolution to its reopening counts; absent: it does not. */
  reopening: Type.Optional(Type.Union([Type.Literal('EXCLUDE_GAP'), Type.Literal('INCLUDE_GAP')])),
});
const targets = Type.Object({
  /** Until the vendor takes the work on. */
  response: Type.Optional(slaTarget),
  onSite: slaTarget,
  closure: slaTarget,
});
/** What is promised for each severity. Clause 2.2.1. */
export const slaTargets = Type.Object({ 1: targets, 2: targets, 3: targets, 4: targets });
/** What is promised of services: each by its code. Clause 2.2.1c. */
export const availability = Type.Array(
  Type.Object({
    service: code,
    name: Type.String(),
    /** 999 for 99.9 %. */
    targetPerMille: Type.Integer({ minimum: 1, maximum: 1000 }),
    /** The hours of each day in which the service is owed; null: around the clock. */
    serviceHours: nullable(Type.Array(Type.Tuple([Type.String(), Type.String()]))),
    /** How long before its beginning planned work has to be told. */
    noticeSeconds: count,
    /** How much planned work a month may hold. */
    monthlyQuotaSeconds: count,
  }),
);
/** Whose working time counts. */
export const workingTime = Type.Object({
  calendar: Type.String(),
  timezone: Type.String(),
  slots: Type.Array(Type.Tuple([Type.String(), Type.String()])),
});
