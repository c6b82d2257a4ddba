import { depositReceived, publicDepositReceived } from '@steward/events';
import type { TestDatabase } from '@steward/testing';
import { createHash, randomUUID } from 'node:crypto';
import { Pool, type PoolClient } from 'pg';
import { inParallel, perSecond, sideBySide, type Benchmark } from './figure';
import { startServiceDatabase, startServiceProcess, type ServiceProcess } from './service-process';
import { APPEND_EVENT, KEEP_ANSWER } from './statements';
import { startBroker } from './store';

/** Each makes a journal of two postings. */
const RECEIPTS = 2_000;
const POSTINGS = 2 * RECEIPTS;
const CALLERS = 32;
const CONNECTIONS = 16;
const VENDOR = randomUUID();

/** Postings of the ledger: money that reaches escrow, as finance books it. */
export const postings: Benchmark = async () => {
  const broker = await startBroker();
  const [database, plain] = [await startServiceDatabase('finance'), await startServiceDatabase('finance')];
  // A contract for each caller: receipts of one wait for each other on either side.
  const [contracts, own] = [await openDeposits(database), await openDeposits(plain)];
  const service = await startServiceProcess('finance', database.appUrl, broker.url);
  const pool = new Pool({ connectionString: plain.appUrl, max: CONNECTIONS });
  try {
    const found = await sideBySide(
      () => postReceipts(service, contracts),
      () => insertReceipts(pool, own),
    );
    return [
      {
        what: `ledger postings by POST …/receipts over HTTP, with bearer check and outbox, ${CALLERS} connections`,
        against: `the same statements by sequential raw pg, ${CONNECTIONS} connections`,
        demanded: { atLeast: 0.4 },
        ...found,
      },
    ];
  } finally {
    await service.stop();
    await pool.end();
    await Promise.all([database.stop(), plain.stop()]);
    await broker.stop();
  }
};

/** Deposits that are never full. Gives their contracts. */
async function openDeposits({ owner }: TestDatabase): Promise<readonly string[]> {
  const contracts = Array.from({ length: CALLERS }, () => randomUUID());
  await owner.transaction(async (manager) => {
    await manager.query(`SELECT set_config('app.actor', 'service', true)`);
    await manager.query(
      `INSERT INTO deposits (id, contract_id, vendor_id, contract_version, required_minor, balance_minor,
         suspense_minor, held_minor, interest_minor, guaranteed_minor, is_replenish_overdue, is_closing, currency)
       SELECT id, id, $2, 1, 1000000000000000, 0, 0, 0, 0, 0, false, false, 'CNY' FROM unnest($1::uuid[]) AS c (id)`,
      [contracts, VENDOR],
    );
  });
  return contracts;
}

async function postReceipts(service: ServiceProcess, contracts: readonly string[]): Promise<number> {
  const caller = await service.caller({ subject: 'li-na', role: 'finance-maker' }, CALLERS);
  const amount = { amountMinor: '100', currency: 'CNY' };
  const rate = await perSecond(POSTINGS, () =>
    inParallel(CALLERS, RECEIPTS, (_, lane) => {
      const movement = { amount, custodianReference: randomUUID(), receivedOn: '2026-01-05' };
      return caller.post(`/v1/deposits/${contracts[lane]}/receipts`, movement);
    }),
  );
  caller.close();
  return rate;
}

async function insertReceipts(pool: Pool, contracts: readonly string[]): Promise<number> {
  const clients = await Promise.all(Array.from({ length: CONNECTIONS }, () => pool.connect()));
  const rate = await perSecond(POSTINGS, () =>
    inParallel(CONNECTIONS, RECEIPTS, (_, lane) => insertReceipt(clients[lane]!, contracts[lane]!)),
  );
  clients.forEach((client) => client.release());
  return rate;
}

/** What one receipt makes the service say to its database, statement by statement. */
async function insertReceipt(client: PoolClient, contractId: string): Promise<void> {
  const [receiptId, journalId, key, now] = [randomUUID(), randomUUID(), randomUUID(), new Date()];
  const hash = createHash('sha256').update(key).digest('hex');
  const trace = `00-${hash.slice(0, 32)}-${hash.slice(0, 16)}-01`;
  const sum = { amountMinor: '100', currency: 'CNY' };
  const about = { depositId: contractId, contractId, vendorId: VENDOR };
  await client.query(`START TRANSACTION; SET LOCAL app.actor TO 'enterprise'`);
  await client.query('SELECT * FROM deposits WHERE contract_id = $1 FOR UPDATE', [contractId]);
  await client.query('UPDATE deposits SET balance_minor = balance_minor + 100 WHERE id = $1', [contractId]);
  await client.query(INSERT_RECEIPT, [receiptId, contractId, VENDOR, key, now]);
  await client.query(INSERT_JOURNAL, [journalId, contractId, VENDOR, receiptId, now]);
  await client.query(INSERT_POSTINGS, [journalId, contractId, VENDOR]);
  const told = { ...about, amount: sum, balance: sum, receivedAt: now };
  const published = {
    ...about,
    ...sum,
    contractVersion: 1,
    clauseRefs: ['3.3.1a'],
    traceUrl: '/',
    correctionOf: null,
  };
  const events = [
    [depositReceived.type, 'FINANCE', told],
    [publicDepositReceived.type, 'PUB_FINANCE', published],
  ] as const;
  for (const [type, stream, data] of events) {
    await client.query(APPEND_EVENT, [
      randomUUID(),
      type,
      stream,
      contractId,
      JSON.stringify(data),
      now,
      trace,
    ]);
  }
  const answer = JSON.stringify({ depositId: contractId, receiptId, deposited: sum, balance: sum });
  await client.query(KEEP_ANSWER, [
    'record-receipt',
    'enterprise',
    key,
    hash,
    answer,
    'li-na',
    hash,
    now,
    trace,
  ]);
  await client.query('COMMIT');
}

const INSERT_RECEIPT = `
  INSERT INTO receipts (id, deposit_id, contract_id, vendor_id, amount_minor, deposited_minor, suspended_minor,
    currency, custodian_reference, received_on, recorded_by, recorded_at)
  VALUES ($1, $2, $2, $3, 100, 100, 0, 'CNY', $4, '2026-01-05', 'li-na', $5)
  ON CONFLICT (custodian_reference) DO NOTHING RETURNING id`;
const INSERT_JOURNAL = `
  INSERT INTO journal (id, contract_id, vendor_id, kind, memo, clause_id, command_id, posted_at)
  VALUES ($1, $2, $3, 'deposit-receipt', 'Receipt', '3.3.1c', $4, $5)`;
const INSERT_POSTINGS = `
  INSERT INTO postings (journal_id, line, contract_id, vendor_id, account, debit_minor, credit_minor, currency)
  VALUES ($1, 1, $2, $3, 'A.ESCROW_CASH', 100, 0, 'CNY'), ($1, 2, $2, $3, 'L.DEPOSIT_VENDOR', 0, 100, 'CNY')`;
