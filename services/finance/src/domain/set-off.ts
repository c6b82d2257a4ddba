import { least, minus, plus, zero, type Money } from '@steward/money';

/** What a vendor owes and what it may be taken from; none is negative, and all are of one currency. */
export type SetOff = {
  /** Service credits, of which what is left over is due from the vendor. */
  readonly credits: Money;
  /** Damages, and what else is claimed. */
  readonly damages: Money;
  /** What of the deposit is free. */
  readonly deposit: Money;
  /** What the next settlement pays. */
  readonly invoice: Money;
};
/** Where each comes from; `receivable` is still due from the vendor, and `payable` is what it is paid. */
export type Netted = {
  readonly creditsFromInvoice: Money;
  readonly damagesFromDeposit: Money;
  readonly damagesFromInvoice: Money;
  readonly receivable: Money;
  readonly payable: Money;
};

/**
 * The order of set-off: service credits from the next invoice, damages from the deposit, then from the
 * invoice; what is left is due from the vendor. D5.
 */
export function setOff({ credits, damages, deposit, invoice }: SetOff): Netted {
  const creditsFromInvoice = least(credits, invoice);
  const damagesFromDeposit = least(damages, deposit);
  const afterDeposit = minus(damages, damagesFromDeposit);
  const afterCredits = minus(invoice, creditsFromInvoice);
  const damagesFromInvoice = least(afterDeposit, afterCredits);
  const receivable = plus(minus(credits, creditsFromInvoice), minus(afterDeposit, damagesFromInvoice));
  const payable = minus(afterCredits, damagesFromInvoice);
  return { creditsFromInvoice, damagesFromDeposit, damagesFromInvoice, receivable, payable };
}

/** What is above zero. */
export const positive = (amount: Money): Money => (amount.amountMinor > 0n ? amount : zero(amount.currency));
