/** JSON without floats: sums are money as JSON carries it, ratios exact texts as `117/120`. D0. */
export type TraceValue =
  string | number | boolean | null | readonly TraceValue[] | { readonly [name: string]: TraceValue };

/** A figure with the formula that gave it, or, without inputs, a fact or a version that it rests on. */
export type TraceNode = {
  /** Of its trace; those of one appraisal and of its settlements can stand in one graph. */
  readonly id: string;
  readonly kind: string;
  readonly clauseId: string;
  /** `name@version`; null where nothing was worked out. */
  readonly formula: string | null;
  /** The nodes that it follows from. */
  readonly inputs: readonly string[];
  readonly value: TraceValue;
};

/** What a fact is: a node that follows from nothing. */
export const factNode = (id: string, kind: string, clauseId: string, value: TraceValue): TraceNode => ({
  ...{ id, kind, clauseId, formula: null, inputs: [], value },
});
