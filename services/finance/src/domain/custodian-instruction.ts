import { majorText, type Money } from '@steward/money';
import type { Deduction } from './deduction';
import type { ApprovedReturn } from './deposit-return';

/** What the custodian is told to move; its id is that of the return or the deduction. Clause 3.3.1c. */
export type Instruction = {
  readonly id: string;
  readonly depositId: string;
  readonly contractId: string;
  readonly vendorId: string;
  readonly kind: 'RETURN' | 'DEDUCTION';
  readonly purpose: 'DEPOSIT_RETURN' | 'DEPOSIT_RELEASE' | 'DAMAGES';
  readonly amount: Money;
  /** The vendor's id, or `ENTERPRISE`. */
  readonly beneficiary: string;
  /** Two persons. */
  readonly approvers: readonly string[];
  readonly orderedAt: Date;
};

/** An approved return, or a release, goes to the vendor. Clause 3.3.1c. */
export const instructReturn = (
  { id, depositId, contractId, vendorId, amount, ...order }: ApprovedReturn,
  purpose: 'DEPOSIT_RETURN' | 'DEPOSIT_RELEASE',
): Instruction => ({
  ...{ id, depositId, contractId, vendorId, kind: 'RETURN', purpose, amount, beneficiary: vendorId },
  ...{ approvers: [order.requestedBy, order.approvedBy], orderedAt: order.approvedAt },
});

/** A deduction goes to the enterprise. D6.4. */
export const instructDeduction = ({ id, depositId, contractId, ...order }: Deduction): Instruction => ({
  ...{ id, depositId, contractId, vendorId: order.vendorId, kind: 'DEDUCTION', purpose: 'DAMAGES' },
  ...{ amount: order.amount, beneficiary: 'ENTERPRISE', approvers: [order.placedBy, order.postedBy] },
  orderedAt: order.postedAt,
});

/** As the custodian reads it. */
export const instructionText = ({ id, contractId, kind, purpose, amount, ...more }: Instruction): string =>
  `${JSON.stringify(
    {
      ...{ instructionId: id, contractId, kind, purpose, amountMinor: amount.amountMinor.toString() },
      ...{ amount: majorText(amount.amountMinor, amount.currency), currency: amount.currency },
      ...{ beneficiary: more.beneficiary, approvers: more.approvers },
      orderedAt: more.orderedAt.toISOString(),
    },
    null,
    2,
  )}\n`;
