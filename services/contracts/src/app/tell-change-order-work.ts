import { useCase } from '@steward/messaging';
import { IsInt, IsUUID, Max, Min } from 'class-validator';
import { tellWork } from '../domain/change-order';
import { loadChangeOrder, saveChangeOrder } from '../storage/change-orders';

export class TellChangeOrderWork {
  @IsUUID() changeOrderId!: string;
  /** Of all people together. */
  @IsInt() @Min(1) @Max(600_000) workedMinutes!: number;
}

/** The vendor tells how long the work took. Clause 2.2.2b. */
export const tellChangeOrderWork = useCase(
  TellChangeOrderWork,
  async (tx, { changeOrderId, workedMinutes }) => {
    const { state } = tellWork(await loadChangeOrder(tx, changeOrderId), workedMinutes, tx.by, tx.now);
    saveChangeOrder(tx, state);
    return { changeOrderId, status: state.status };
  },
);
