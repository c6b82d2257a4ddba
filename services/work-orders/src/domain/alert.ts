import { ensure } from '@steward/domain';
import type { Affects } from './outage';

/** An alert as Prometheus Alertmanager sends it, payload version 4. */
export type Alert = {
  readonly labels: Readonly<Record<string, unknown>>;
  readonly startsAt: Date;
  /** Null while it fires. */
  readonly endsAt: Date | null;
  /** Names the set of labels, not the occurrence. */
  readonly fingerprint: string;
};

/** What an alert says of a service. */
export type AlertedOutage = {
  /** The contract's code or id. */
  readonly contract: string;
  readonly service: string;
  readonly affects: Affects;
  readonly source: 'alertmanager';
  /** An alert that fires again later is another outage. */
  readonly externalId: string;
  readonly startedAt: Date;
};

/** What comes before the occurrence in `externalId`. */
export const occurrencesOf = ({ fingerprint }: Pick<Alert, 'fingerprint'>): string => `${fingerprint}@`;

/**
 * Reads the labels `steward_contract`, `steward_service` and, for an alert that says that monitoring has no
 * data, `steward_affects: monitoring`. Breaks `alert.label-missing`, `alert.label-wrong` and
 * `alert.reversed`.
 */
export function outageIn(alert: Alert): AlertedOutage {
  const { labels, startsAt, endsAt } = alert;
  ensure(
    endsAt === null || startsAt <= endsAt,
    'alert.reversed',
    'The alert ends before it begins.',
    '/endsAt',
  );
  const labelled = (name: string): string => {
    const value = labels[name];
    ensure(
      typeof value === 'string' && value !== '',
      'alert.label-missing',
      `The alert needs the label ${name}.`,
      `/labels/${name}`,
    );
    return value;
  };
  const affects = AFFECTED.get(labels['steward_affects'] ?? 'service');
  ensure(
    affects !== undefined,
    'alert.label-wrong',
    `The label steward_affects is ${[...AFFECTED.keys()].join(' or ')}.`,
    '/labels/steward_affects',
  );
  return {
    ...{ contract: labelled('steward_contract'), service: labelled('steward_service'), affects },
    ...{ source: 'alertmanager', externalId: `${occurrencesOf(alert)}${startsAt.toISOString()}` },
    startedAt: startsAt,
  };
}

const AFFECTED: ReadonlyMap<unknown, Affects> = new Map([
  ['service', 'SERVICE'],
  ['monitoring', 'MONITORING'],
]);
