import { ensure } from '@steward/domain';
import { contractApproved } from '@steward/events';
import { fixedClock, startDatabase, type TestDatabase } from '@steward/testing';
import { IsString } from 'class-validator';
import { v7 as uuidv7 } from 'uuid';
import { InputRefused, useCase, UseCases, view, type Asked } from '.';
import { ApproveContract, approveContract, journalDatabase } from './journal.fixture';

const clock = fixedClock('2026-03-02T01:00:00.000Z');
const relay = { wake: jest.fn() };
let database: TestDatabase;
let useCases: UseCases;

beforeAll(async () => {
  database = await startDatabase({ service: 'journal', options: journalDatabase });
  useCases = new UseCases(database.app, clock, relay);
});
afterAll(() => database.stop());
beforeEach(() => relay.wake.mockClear());

const asked = (key: string, rest: Partial<Asked> = {}): Asked => ({
  actor: 'enterprise',
  by: 'li-na',
  key,
  ...rest,
});
const approval = () => ({ contractId: uuidv7(), discipline: 'LEGAL' as const });
const outboxOf = (contractId: string) =>
  database.owner.query<{ id: string; trace: string | null; occurred_at: Date }[]>(
    'SELECT * FROM outbox WHERE aggregate_id = $1 ORDER BY aggregate_version',
    [contractId],
  );

it('the same key fifty times at once is one effect and one answer, to the byte', async () => {
  const input = approval();
  const answers = await Promise.all(
    Array.from({ length: 50 }, () => useCases.run(approveContract, input, asked('fifty'))),
  );

  expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(
    new Set([`{"contractId":"${input.contractId}","by":"li-na"}`]),
  );
  expect(await outboxOf(input.contractId)).toHaveLength(1);
  expect(relay.wake).toHaveBeenCalledTimes(1);
});

it('a repeat gets the first answer also where the command, carried out, forbids itself', async () => {
  const onlyOnce = useCase(ApproveContract, async (tx, { contractId, discipline }) => {
    const before = await tx.manager.query('SELECT FROM outbox WHERE aggregate_id = $1', [contractId]);
    ensure(before.length === 0, 'contract.approved', 'The contract is approved already.');
    tx.publish([contractApproved({ contractId, discipline, approvedAt: tx.now })]);
    return { contractId, turn: tx.newId() };
  });
  const input = approval();
  const first = await useCases.run(onlyOnce, input, asked('once'));
  expect(await useCases.run(onlyOnce, input, asked('once'))).toEqual(first);
  await expect(useCases.run(onlyOnce, input, asked('twice'))).rejects.toMatchObject({
    code: 'contract.approved',
  });
  expect(await outboxOf(input.contractId)).toHaveLength(1);
});

it('a repeat of what is begun again after a crash gets the first answer before anything is done', async () => {
  const input = approval();
  let runs = 0;
  const counted = useCase(ApproveContract, async () => ({ runs: (runs += 1) }));
  const step = asked('step', { mayBeRepeat: true });
  expect(await useCases.run(counted, input, step)).toEqual({ runs: 1 });
  expect(await useCases.run(counted, input, step)).toEqual({ runs: 1 });
  expect(runs).toBe(1);
});

it('a used key with another input is refused and changes nothing', async () => {
  const input = approval();
  await useCases.run(approveContract, input, asked('reused'));
  await expect(
    useCases.run(approveContract, { ...input, discipline: 'FINANCE' }, asked('reused')),
  ).rejects.toMatchObject({ name: 'RuleBroken', code: 'request.key-reused' });
  expect(await outboxOf(input.contractId)).toHaveLength(1);
});

it('an input whose fields come in another order is the same input', async () => {
  const { contractId, discipline } = approval();
  await useCases.run(approveContract, { contractId, discipline }, asked('order'));
  await useCases.run(approveContract, { discipline, contractId }, asked('order'));
  expect(await outboxOf(contractId)).toHaveLength(1);
});

it('the same key of another actor is another request', async () => {
  const input = approval();
  await useCases.run(approveContract, input, asked('shared'));
  await useCases.run(approveContract, input, asked('shared', { actor: 'vendor:v1', by: 'wang-wu' }));
  expect(await outboxOf(input.contractId)).toHaveLength(2);
});

it('a refusal leaves neither key nor event nor audit, and the key may be used again', async () => {
  let isOpen = false;
  const sometimes = useCase(ApproveContract, async (tx, { contractId, discipline }) => {
    tx.publish([contractApproved({ contractId, discipline, approvedAt: tx.now })]);
    ensure(isOpen, 'contract.not-open', 'The contract is not open yet.');
    return { contractId };
  });
  const input = approval();
  await expect(useCases.run(sometimes, input, asked('refused'))).rejects.toMatchObject({
    code: 'contract.not-open',
  });
  const rows = await database.owner.query(
    `SELECT key FROM requests WHERE key = 'refused' UNION SELECT request_key FROM audit WHERE request_key = 'refused'`,
  );
  expect(rows).toEqual([]);
  expect(await outboxOf(input.contractId)).toEqual([]);

  isOpen = true;
  expect(await useCases.run(sometimes, input, asked('refused'))).toEqual({ contractId: input.contractId });
});

it('each command that was carried out has one audit row: who, what, when, and the hashes', async () => {
  const input = approval();
  const trace = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
  await useCases.run(approveContract, input, asked('audited', { trace }));
  await useCases.run(approveContract, input, asked('audited', { trace }));

  const rows = await database.owner.query(
    `SELECT use_case, actor, by, occurred_at, input_hash, answer_hash, trace FROM audit WHERE request_key = 'audited'`,
  );
  expect(rows).toEqual([
    {
      use_case: 'approve-contract',
      actor: 'enterprise',
      by: 'li-na',
      occurred_at: new Date('2026-03-02T01:00:00.000Z'),
      input_hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      answer_hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      trace,
    },
  ]);
  expect(await outboxOf(input.contractId)).toMatchObject([
    { trace, occurred_at: new Date('2026-03-02T01:00:00.000Z') },
  ]);
});

it('the application can rewrite neither audit nor outbox', async () => {
  const forbidden = { message: expect.stringContaining('permission denied') };
  await expect(database.app.query(`UPDATE audit SET by = 'nobody'`)).rejects.toMatchObject(forbidden);
  await expect(database.app.query('DELETE FROM audit')).rejects.toMatchObject(forbidden);
  await expect(database.app.query(`UPDATE outbox SET data = '{}'`)).rejects.toMatchObject(forbidden);
  await expect(database.app.query('DELETE FROM outbox')).rejects.toMatchObject(forbidden);
});

it('what does not fit the input class is refused with the paths, before a transaction begins', async () => {
  const wrong = { contractId: 'C-1', discipline: 'LEGAL', surplus: 1 } as never;
  const refusal = await useCases.run(approveContract, wrong, asked('wrong')).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(InputRefused);
  expect((refusal as InputRefused).errors.map(({ path, rule }) => [path, rule])).toEqual(
    expect.arrayContaining([
      ['/surplus', 'whitelistValidation'],
      ['/contractId', 'isUuid'],
    ]),
  );
});

it('an event that misses its own schema does not reach the outbox: the command fails as a whole', async () => {
  const careless = useCase(ApproveContract, async (tx, { contractId }) => {
    tx.publish([contractApproved({ contractId, discipline: 'NOBODY' as never, approvedAt: tx.now })]);
    return { contractId };
  });
  const input = approval();
  await expect(useCases.run(careless, input, asked('careless'))).rejects.toThrow(
    'contracts.contract.approved.v1 misses its schema: /discipline: Expected union value.',
  );
  expect(await outboxOf(input.contractId)).toEqual([]);
});

describe('a read', () => {
  class Anything {
    @IsString() text: string = '';
  }

  it('cannot write', async () => {
    const writing = view(Anything, ({ manager }) =>
      manager.query(`INSERT INTO journal (replica, event_id, aggregate_id, version, discipline)
                     VALUES ('one', 'e', gen_random_uuid(), 1, 'LEGAL')`),
    );
    await expect(useCases.read(writing, { text: '' }, 'enterprise')).rejects.toThrow('read-only transaction');
  });

  it('of one instant does not see what others commit meanwhile', async () => {
    const counted = async (more: { isOfOneInstant?: boolean }) => {
      const counting = view(
        Anything,
        async ({ manager }) => {
          const count = () => manager.query<[{ n: number }]>('SELECT count(*)::int AS n FROM requests');
          const [[before], , [after]] = [
            await count(),
            await useCases.run(approveContract, approval(), asked(`meanwhile ${more.isOfOneInstant}`)),
            await count(),
          ];
          return after.n - before.n;
        },
        more,
      );
      return useCases.read(counting, { text: '' }, 'enterprise');
    };
    expect(await counted({ isOfOneInstant: true })).toBe(0);
    expect(await counted({})).toBe(1);
  });

  it('runs as its actor, and the next one on the same connection as nobody', async () => {
    const whoami = view(Anything, async ({ manager }) => {
      const [row] = await manager.query<[{ actor: string }]>(`SELECT current_setting('app.actor') AS actor`);
      return row.actor;
    });
    expect(await useCases.read(whoami, { text: '' }, 'vendor:v1')).toBe('vendor:v1');
    const settings = await database.app.query(
      `SELECT nullif(current_setting('app.actor', true), '') AS actor`,
    );
    expect(settings).toEqual([{ actor: null }]);
  });
});
