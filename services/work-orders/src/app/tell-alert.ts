import { useCase } from '@steward/messaging';
import {
  IsIn,
  isISO8601,
  IsObject,
  isRFC3339,
  IsString,
  Length,
  ValidateBy,
  ValidateIf,
} from 'class-validator';
import { occurrencesOf, outageIn } from '../domain/alert';
import { endAll, standingOf, tell } from '../domain/outage';
import { promised } from '../domain/promise';
import { loadOpenOutages, loadToldOutage, saveOutage } from '../storage/outages';
import { promisesNamed } from '../storage/promises';
import { reckoningsSince } from './reckon-month';
import { shown } from './tell-outage';

/** An instant in RFC 3339. Alertmanager writes nanoseconds: what is finer than a millisecond is cut off. */
const IsAlertInstant = (): PropertyDecorator =>
  ValidateBy({
    name: 'isInstant',
    validator: {
      validate: (value: unknown) =>
        isRFC3339(value) &&
        isISO8601(value, { strict: true, strictSeparator: true }) &&
        /^(19[7-9]|20)/.test(value as string),
      defaultMessage: () => '$property must be an instant with its offset, from 1970 to 2099, in RFC 3339',
    },
  });

/** One alert of a notification, as Alertmanager sends it. */
export class TellAlert {
  @IsIn(['firing', 'resolved']) status!: 'firing' | 'resolved';
  @IsObject() labels!: Record<string, unknown>;
  @IsAlertInstant() startsAt!: string;
  /** Of a firing alert it says nothing: `0001-01-01T00:00:00Z`. */
  @ValidateIf(({ status }: TellAlert) => status === 'resolved') @IsAlertInstant() endsAt!: string;
  @IsString() @Length(1, 64) fingerprint!: string;
}

/**
 * An alert fires: an outage begins. It is resolved: every outage of its labels that goes on ends, for
 * Alertmanagers that run side by side may each have told another beginning. Clause 2.2.1c.
 */
export const tellAlert = useCase(TellAlert, async (tx, { status, startsAt, endsAt, labels, fingerprint }) => {
  const endedAt = status === 'resolved' ? new Date(endsAt) : null;
  const alert = { labels, fingerprint, startsAt: new Date(startsAt), endsAt: endedAt };
  const { contract, service, ...occurred } = outageIn(alert);
  const about = promised(await promisesNamed(tx, contract), service, '/labels/steward_service');
  const known = await loadToldOutage(tx, { ...about, ...occurred });
  const fired = { id: tx.newId(), ...about, ...occurred, endedAt: null, share: null };
  const outage = tell(known, fired, tx.now);
  saveOutage(tx, known, outage, 'ALERTMANAGER');

  const open = await loadOpenOutages(tx, { ...about, ...occurred }, occurrencesOf(alert));
  const ended = endedAt ? endAll(open, endedAt, tx.now) : [];
  for (const { before, after } of ended) saveOutage(tx, before, after, 'ALERTMANAGER');
  const earliest = Math.min(...[outage, ...open].map((one) => standingOf(one).startedAt.getTime()));
  await tx.schedule(await reckoningsSince(tx, outage, new Date(earliest)));
  return shown(ended.find(({ after }) => after.id === outage.id)?.after ?? outage);
});
