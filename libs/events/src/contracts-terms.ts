import { Type } from '@sinclair/typebox';
import { code, count, money } from './fields';

const share = Type.Integer({ minimum: 0, maximum: 10_000 });
/** An exact part of 1, as `1/1000`. */
const part = Type.String({ pattern: '^\\d+(/\\d+)?$' });

/** How what was not delivered as promised is credited; each part of a fee in hundredths of a per cent. D5. */
export const creditRegime = Type.Object({
  rules: Type.Object({
    /** For each full step below the target. Clause 2.2.1c. */
    AVAILABILITY: Type.Optional(Type.Object({ step: part, feeBps: share })),
    /** For each step that was started. Clause 2.2.1a. */
    LATE_ON_SITE: Type.Optional(Type.Object({ stepSeconds: Type.Integer({ minimum: 1 }), amount: money })),
    /** By how grave a failure is. */
    POINTS: Type.Optional(Type.Object({ points: Type.Record(Type.String(), count), feeBps: share })),
    AT_RISK: Type.Optional(Type.Object({ atRiskBps: share })),
  }),
  /** Times which a credit goes where the same was missed in the month before. */
  repeatFactor: Type.Integer({ minimum: 1 }),
  monthCapBps: share,
  rollingCapBps: share,
  rollingMonths: Type.Integer({ minimum: 1 }),
});

/** Who is attributed a loss, and how far the vendor is liable. Clause 1.1.4. */
export const damages = Type.Object({
  /** The most of a contract year, in hundredths of a per cent of its fee. */
  liabilityCapBps: count,
  /** For which losses no cap holds. */
  uncapped: Type.Array(Type.Union([Type.Literal('DATA_LEAK'), Type.Literal('WILFUL')])),
  causes: Type.Array(
    Type.Union([
      Type.Literal('VENDOR_OPERATOR_ERROR'),
      Type.Literal('CUSTOMER'),
      Type.Literal('FORCE_MAJEURE'),
      Type.Literal('SHARED'),
    ]),
  ),
  /** What a leak costs by agreement. Clause 2.2.3c. */
  leakPenalty: Type.Optional(money),
});

/** What the vendor keeps to itself. Clause 2.2.3. */
export const confidentiality = Type.Object({
  /** How long it lasts after the contract's end. */
  monthsAfterEnd: count,
  /** Whether each of the vendor's people signs an undertaking. */
  isUndertakingRequired: Type.Boolean(),
  /** Within how many hours the vendor tells of a breach. */
  breachNoticeHours: Type.Integer({ minimum: 1 }),
});

/** The enterprise's data that the vendor is given, none of which it may keep. Clause 2.2.3a. */
export const dataCustody = Type.Array(
  Type.Object({
    code,
    name: Type.String(),
    classification: Type.Union([
      Type.Literal('GENERAL'),
      Type.Literal('PERSONAL'),
      Type.Literal('IMPORTANT'),
      Type.Literal('CORE'),
    ]),
    /** What becomes of it at the contract's end. */
    atEnd: Type.Union([Type.Literal('RETURN'), Type.Literal('DELETION')]),
    isCertificateRequired: Type.Boolean(),
  }),
);
