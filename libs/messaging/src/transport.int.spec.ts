import { eventually, startBus, startDatabase, type TestBus, type TestDatabase } from '@steward/testing';
import { connect } from 'nats';
import { v7 as uuidv7 } from 'uuid';
import { provisionStreams } from '.';
import { approveContract, journalDatabase, startJournal } from './journal.fixture';

let database: TestDatabase;
let bus: TestBus;

beforeAll(async () => {
  [database, bus] = await Promise.all([
    startDatabase({ service: 'journal', options: journalDatabase }),
    startBus(),
  ]);
});
afterAll(async () => {
  await Promise.all([database.stop(), bus.stop()]);
});

it('smoke', async () => {
  const nc = await connect({ servers: bus.url });
  await provisionStreams(await nc.jetstreamManager(), 1);
  await provisionStreams(await nc.jetstreamManager(), 1);
  const service = await startJournal({ databaseUrl: database.appUrl, natsUrl: bus.url });
  const contractId = uuidv7();
  await service.useCases.run(
    approveContract,
    { contractId, discipline: 'LEGAL' },
    { actor: 'enterprise', by: 'li-na', key: 'k' },
  );
  await eventually(async () => expect(await database.owner.query('SELECT * FROM journal')).toHaveLength(1));
  await service.stop();
  await nc.close();
});
