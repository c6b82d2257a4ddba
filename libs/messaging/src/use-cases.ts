import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from './clock';
import { checked } from './input';
import { Relay } from './relay';
import { claim, hashOf, Unit } from './unit';
import type { Actor, Answer, Asked, UseCase, View } from './use-case';

/** Runs every command and read of a service, whichever door it came through. */
@Injectable()
export class UseCases {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    @Inject(Relay) private readonly relay: Pick<Relay, 'wake'>,
  ) {}

  /**
   * Runs a command once per key: a repeat gets the first answer and changes nothing, a refusal leaves nothing
   * behind. `raw` is not to be trusted: its type is a wish until it has been checked. Events and timers lend
   * their transaction and need no key: the cursor or the timer's row is theirs.
   * Throws InputRefused, NotFound and RuleBroken, also with `request.key-reused`.
   */
  async run<I extends object, O extends Answer>(
    useCase: UseCase<I, O>,
    raw: NoInfer<I>,
    asked: Asked,
  ): Promise<O> {
    const input = await checked(useCase.input, raw);
    const now = asked.at ? this.clock.at(asked.at) : this.clock.now();
    if (asked.unit) return asked.unit.run(useCase, input, asked, now);

    const { answer, hasEvents } = await this.dataSource.transaction((manager) =>
      this.once(new Unit(manager, now), useCase, input, asked),
    );
    if (hasEvents) this.relay.wake();
    return answer;
  }

  /** Runs a read in a transaction that cannot write and shows only the actor's rows. Throws InputRefused. */
  async read<I extends object, O>(view: View<I, O>, raw: NoInfer<I>, actor: Actor): Promise<O> {
    const input = await checked(view.input, raw);
    return this.dataSource.transaction(async (manager) => {
      await manager.query(
        `SELECT set_config('transaction_read_only', 'on', true), set_config('app.actor', $1, true)`,
        [actor],
      );
      return view.handle({ manager }, input);
    });
  }

  private async once<I extends object, O extends Answer>(
    unit: Unit,
    useCase: UseCase<I, O>,
    input: I,
    asked: Asked,
  ): Promise<{ answer: O; hasEvents: boolean }> {
    await unit.actAs(asked.actor);
    const request = [useCase.name, asked.actor, asked.key];
    const inputHash = hashOf(input);
    const first = await claim(unit.manager, request, inputHash);
    if (first) return { answer: first as O, hasEvents: false };

    const answer = await unit.run(useCase, input, asked);
    const hasEvents = await unit.flush();
    await unit.manager.query(
      `WITH answered AS (
         UPDATE requests SET answer = $4 WHERE use_case = $1 AND actor = $2 AND key = $3)
       INSERT INTO audit (use_case, actor, request_key, by, input_hash, answer_hash, occurred_at, trace)
       VALUES ($1, $2, $3, $5, $6, $7, $8, $9)`,
      [
        ...request,
        JSON.stringify(answer),
        asked.by,
        inputHash,
        hashOf(answer),
        unit.now,
        asked.trace ?? null,
      ],
    );
    return { answer, hasEvents };
  }
}
