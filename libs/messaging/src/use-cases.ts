import { Inject, Injectable } from '@nestjs/common';
import { RuleBroken } from '@steward/domain';
import { DataSource } from 'typeorm';
import { Clock } from './clock';
import { checked } from './input';
import { Relay } from './relay';
import { answered, keepAnswer, type Request } from './requests';
import { inTransaction } from './transaction';
import { hashOf, Unit } from './unit';
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

    const request = { useCase: useCase.name, inputHash: hashOf(traced(useCase, input)), ...asked };
    const before = asked.mayBeRepeat ? await answered<O>(this.dataSource.manager, request) : null;
    if (before) return before;
    try {
      return await this.carryOut(useCase, input, asked, request, now);
    } catch (error) {
      // What is done a second time fails, at the latest where its answer is kept: all of it is undone, and
      // the first answer holds. So only what fails need ask whether it was done before.
      const first = await answered<O>(this.dataSource.manager, request).catch((fault: unknown) => {
        if (fault instanceof RuleBroken) throw fault;
        return null;
      });
      if (first) return first;
      throw error;
    }
  }

  /** Runs a read in a transaction that cannot write and shows only the actor's rows. Throws InputRefused. */
  async read<I extends object, O>(view: View<I, O>, raw: NoInfer<I>, actor: Actor): Promise<O> {
    const input = await checked(view.input, raw);
    const { isOfOneInstant = false } = view;
    return inTransaction(this.dataSource, { actor, isReadOnly: true, isOfOneInstant }, ({ manager }) =>
      view.handle({ manager }, input),
    );
  }

  private async carryOut<I extends object, O extends Answer>(
    useCase: UseCase<I, O>,
    input: I,
    asked: Asked,
    request: Request,
    now: Date,
  ): Promise<O> {
    const { answer, hasEvents } = await inTransaction(this.dataSource, asked, async (transaction) => {
      const unit = new Unit(transaction, now);
      const answer = await unit.run(useCase, input, asked);
      const hasEvents = await unit.flush();
      keepAnswer(transaction, request, { ...asked, answer, answerHash: hashOf(answer), now });
      return { answer, hasEvents };
    });
    if (hasEvents) this.relay.wake();
    return answer;
  }
}

/** What of an input a repeat is known by. */
const traced = ({ traceless }: Pick<UseCase<never, Answer>, 'traceless'>, input: object): object =>
  traceless.length === 0
    ? input
    : Object.fromEntries(Object.entries(input).filter(([field]) => !traceless.includes(field)));
