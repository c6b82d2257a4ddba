import { useCase } from '@steward/messaging';
import { Type } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';
import { publishMatrix as publish } from '../domain/matrix-version';
import { loadMatrix, saveMatrixPublication } from '../storage/matrices';
import { todayOf } from '../storage/norms';

export class PublishMatrix {
  @Type(() => Number) @IsInt() @Min(1) @Max(1_000_000) version!: number;
}

/** Another person than who drafted it publishes a matrix; no risk moves by it. Clause 4.1.2, D8 R3. */
export const publishMatrix = useCase(PublishMatrix, async (tx, { version }) => {
  const drafted = await loadMatrix(tx, version);
  const { state, events } = publish(drafted, { by: tx.by, today: await todayOf(tx) }, tx.now);
  saveMatrixPublication(tx, state);
  tx.publish(events);
  return { version, status: state.status, effectiveOn: state.effectiveOn };
});
