import { Injectable } from '@nestjs/common';
import { NotFound, RuleBroken } from '@steward/domain';
import { checked, InputRefused, UseCases, type Asked } from '@steward/messaging';
import { TellAlert, tellAlert } from '../app/tell-alert';

/** What became of one alert. */
export type AlertAnswer =
  | {
      readonly fingerprint: string;
      readonly outcome: 'TAKEN';
      readonly outageId: string;
      readonly startedAt: string;
      readonly endedAt: string | null;
    }
  | {
      readonly fingerprint: string;
      readonly outcome: 'REFUSED';
      readonly code: string;
      readonly message: string;
      /** What of the notification is wrong, a JSON pointer. */
      readonly path: string;
    };

/**
 * Takes in notifications of Prometheus Alertmanager, payload version 4. Fields that are not read may be
 * there, for newer releases add some.
 */
@Injectable()
export class Alertmanager {
  constructor(private readonly useCases: UseCases) {}

  /**
   * Takes each alert by itself, so that one that is refused does not lose the others. Throws InputRefused
   * where the notification cannot be read, or where every alert is refused: nothing is stored then, and
   * Alertmanager logs why and does not send it again.
   */
  async take(notification: unknown, asked: Asked): Promise<{ readonly alerts: readonly AlertAnswer[] }> {
    const alerts = await readable(notification);
    const answers: AlertAnswer[] = [];
    for (const [n, alert] of alerts.entries()) {
      answers.push(await this.answerTo(alert, `/alerts/${n}`, { ...asked, key: `${asked.key}:${n}` }));
    }
    const refused = answers.filter((answer) => answer.outcome === 'REFUSED');
    if (refused.length > 0 && refused.length === answers.length) {
      throw new InputRefused(refused.map(({ path, code, message }) => ({ path, rule: code, message })));
    }
    return { alerts: answers };
  }

  private async answerTo(alert: TellAlert, place: string, asked: Asked): Promise<AlertAnswer> {
    const { fingerprint } = alert;
    try {
      const { outageId, startedAt, endedAt } = await this.useCases.run(tellAlert, alert, asked);
      return { fingerprint, outcome: 'TAKEN', outageId, startedAt, endedAt };
    } catch (error) {
      if (!(error instanceof RuleBroken || error instanceof NotFound)) throw error;
      const { code, message } = error;
      const path = error instanceof RuleBroken ? (error.path ?? '') : '/labels/steward_contract';
      const field = IN_ALERTS[path] ?? path;
      return { fingerprint, outcome: 'REFUSED', code, message, path: `${place}${field}` };
    }
  }
}

/** How an alert names what an outage's rules refuse. */
const IN_ALERTS: Readonly<Record<string, string>> = { '/startedAt': '/startsAt', '/endedAt': '/endsAt' };

/** The alerts of a notification, each as its class, with the fields that are read and no others. */
async function readable(notification: unknown): Promise<readonly TellAlert[]> {
  const { version, alerts } = fieldsOf(notification, '');
  if (version !== '4') throw misfit('/version', 'isIn', 'The payload’s version must be 4');
  if (!Array.isArray(alerts)) throw misfit('/alerts', 'isArray', 'alerts must be a list');
  const read: TellAlert[] = [];
  for (const [n, alert] of alerts.entries()) {
    const { status, labels, startsAt, endsAt, fingerprint } = fieldsOf(alert, `/alerts/${n}`);
    const fields = { status, labels, startsAt, endsAt, fingerprint } as TellAlert;
    read.push(await checked(TellAlert, fields, `/alerts/${n}`));
  }
  return read;
}

function fieldsOf(value: unknown, path: string): Readonly<Record<string, unknown>> {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isObject) throw misfit(path, 'isObject', 'It must be an object');
  return value as Readonly<Record<string, unknown>>;
}

const misfit = (path: string, rule: string, message: string) => new InputRefused([{ path, rule, message }]);
