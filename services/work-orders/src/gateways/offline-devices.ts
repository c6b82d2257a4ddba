import { Injectable } from '@nestjs/common';
import { ensure } from '@steward/domain';
import { checked, UseCases, type Asked } from '@steward/messaging';
import { createPublicKey, verify } from 'node:crypto';
import { RecordOfflineFact, recordOfflineFact } from '../app/record-offline-fact';
import { SubmitOfflineInspection, submitOfflineInspection } from '../app/submit-offline-inspection';
import { signedRound } from '../domain/inspection';
import { signedText } from '../domain/offline-fact';
import { oneDevice } from '../storage/device-views';

type Signed = { readonly deviceId: string; readonly signature: string };

/** Lets in what a registered device has signed, and nothing else. Clause 3.2.1a. */
@Injectable()
export class OfflineDevices {
  constructor(private readonly useCases: UseCases) {}

  /**
   * Passes on a fact that its device has signed. Breaks `device.signature-wrong`; throws InputRefused, and
   * NotFound for a device that is not the caller's.
   */
  async tell(raw: RecordOfflineFact, asked: Asked) {
    const fact = await checked(RecordOfflineFact, raw);
    const { workOrderId, kind, occurredAt } = fact;
    await this.ensureSigned(fact, signedText(workOrderId, kind, new Date(occurredAt)), asked);
    return this.useCases.run(recordOfflineFact, fact, asked);
  }

  /** The same for a round of an inspection. */
  async inspect(raw: SubmitOfflineInspection, asked: Asked) {
    const round = await checked(SubmitOfflineInspection, raw);
    const { inspectionId, occurredAt, results } = round;
    await this.ensureSigned(round, signedRound(inspectionId, new Date(occurredAt), results), asked);
    return this.useCases.run(submitOfflineInspection, round, asked);
  }

  private async ensureSigned({ deviceId, signature }: Signed, text: string, { actor }: Asked): Promise<void> {
    const { publicKey } = await this.useCases.read(oneDevice, { deviceId }, actor);
    const isSigned = verify(null, Buffer.from(text), keyOf(publicKey), Buffer.from(signature, 'base64'));
    ensure(
      isSigned,
      'device.signature-wrong',
      'The device’s signature does not fit what is told.',
      '/signature',
    );
  }
}

/** An ed25519 key as RFC 8410 wraps its 32 bytes. */
function keyOf(publicKey: string) {
  const prefix = Buffer.from('302a300506032b6570032100', 'hex');
  return createPublicKey({
    key: Buffer.concat([prefix, Buffer.from(publicKey, 'base64')]),
    format: 'der',
    type: 'spki',
  });
}
