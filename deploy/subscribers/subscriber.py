"""A reader of Steward's public feed, to begin your own from: nats-py and Python's own sqlite3.

It books every event once into a ledger that is an SQLite file. What it keeps to stands in
docs/subscribers.md.

  NATS_URL      the broker
  NATS_CREDS    the file with the credentials, where the broker asks for some
  LEDGER        the ledger's file, default ledger.sqlite
  DURABLE       the consumer's name, default erp
  START_AT      read from there on, as 2026-01-01T00:00:00Z; only where the consumer is not there yet
  CONFORMANCE   1: answers the conformance kit
"""

import asyncio
import json
import os
import signal
import sqlite3
import sys

import nats
from nats.errors import TimeoutError as NothingCame
from nats.js.api import AckPolicy, ConsumerConfig, DeliverPolicy
from nats.js.errors import NotFoundError

STREAM = "PUB_FINANCE"
BATCH = 100
# The one version of each event that this reader knows; what another means it cannot know.
KNOWN_VERSION = 1

# An amount of NULL was set aside: its version is not known here. Amounts are text, of any size.
SCHEMA = """
CREATE TABLE IF NOT EXISTS postings (
  event_id TEXT PRIMARY KEY,
  type TEXT NOT NULL,
  subject TEXT NOT NULL,
  version INTEGER NOT NULL,
  contract_id TEXT,
  document TEXT NOT NULL,
  is_correction INTEGER NOT NULL,
  amount_minor TEXT,
  currency TEXT,
  occurred_at TEXT NOT NULL
)"""
COLUMNS = 10


def posting_of(message):
    """The envelope is in the headers, the fact in the body. Fields not known here are passed over."""
    headers = message.headers
    event_type, subject = headers["ce-type"], headers["ce-subject"]
    data = json.loads(message.data)
    known = event_type.endswith(f".v{KNOWN_VERSION}")
    correction_of = data.get("correctionOf")
    return (
        headers["ce-id"],
        event_type,
        subject,
        int(headers["ce-aggregateversion"]),
        data.get("contractId"),
        correction_of or subject,
        bool(correction_of),
        str(int(data["amountMinor"])) if known else None,
        data["currency"] if known else None,
        headers["ce-time"],
    )


def post(ledger, postings):
    """Books those that are not booked yet; they are on the disk when it returns."""
    with ledger:
        values = ", ".join("?" * COLUMNS)
        insert = f"INSERT INTO postings VALUES ({values}) ON CONFLICT (event_id) DO NOTHING"
        ledger.executemany(insert, postings)


def kind_of(event_type):
    """pub.finance.settlement.posted.v1 is of the kind settlement.posted."""
    return ".".join(event_type.split(".")[2:-1])


def answer(ledger, contract_ids):
    """What the conformance kit asks for: the balances of some contracts, and what is not whole."""
    rows = ledger.execute(
        "SELECT event_id, type, subject, version, contract_id, document, is_correction, amount_minor,"
        " currency FROM postings WHERE contract_id IN (SELECT value FROM json_each(?))",
        [json.dumps(contract_ids)],
    ).fetchall()
    sums, versions, originals, documents, set_aside = {}, {}, set(), {}, []
    for row in rows:
        event_id, event_type, subject, version, contract_id, document, is_correction, amount, currency = row
        versions.setdefault(subject, set()).add(version)
        if amount is None:
            set_aside.append(event_id)
            continue
        key = (contract_id, document, kind_of(event_type), currency)
        sums[key] = sums.get(key, 0) + int(amount)
        documents[document] = None
        if not is_correction:
            originals.add(subject)
    missing = {subject: sorted(set(range(1, max(seen))) - seen) for subject, seen in versions.items()}
    names = ("contractId", "document", "kind", "currency")
    return {
        "balances": [{**dict(zip(names, key)), "amountMinor": str(total)} for key, total in sums.items()],
        "waiting": [document for document in documents if document not in originals],
        "gaps": {subject: numbers for subject, numbers in missing.items() if numbers},
        "setAside": set_aside,
    }


async def consumer_of(stream, durable):
    """The durable consumer: made by the broker's administrator, or here where these credentials may."""
    try:
        await stream.consumer_info(STREAM, durable)
    except NotFoundError:
        start_at = os.environ.get("START_AT")
        config = ConsumerConfig(
            durable_name=durable,
            ack_policy=AckPolicy.EXPLICIT,
            ack_wait=30,
            deliver_policy=DeliverPolicy.BY_START_TIME if start_at else DeliverPolicy.ALL,
            opt_start_time=start_at,
        )
        await stream.add_consumer(STREAM, config)
    return await stream.pull_subscribe_bind(durable=durable, stream=STREAM)


async def main():
    durable = os.environ.get("DURABLE", "erp")
    connection = await nats.connect(
        os.environ.get("NATS_URL", "nats://127.0.0.1:4222"),
        user_credentials=os.environ.get("NATS_CREDS"),
        name=durable,
        max_reconnect_attempts=-1,
    )
    ledger = sqlite3.connect(os.environ.get("LEDGER", "ledger.sqlite"))
    ledger.execute("PRAGMA synchronous = FULL")
    ledger.execute(SCHEMA)

    async def reply(question):
        contract_ids = json.loads(question.data)["contractIds"]
        await question.respond(json.dumps(answer(ledger, contract_ids)).encode())

    if os.environ.get("CONFORMANCE") == "1":
        await connection.subscribe("conformance.answer", cb=reply)
    consumer = await consumer_of(connection.jetstream(), durable)
    over = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, over.set)
    while not over.is_set():
        try:
            messages = await consumer.fetch(BATCH, timeout=1)
        except NothingCame:
            continue
        post(ledger, [posting_of(message) for message in messages])
        # Only what is on the disk is acknowledged; what the broker does not confirm in time is told again.
        acks = await asyncio.gather(
            *(message.ack_sync(timeout=5) for message in messages), return_exceptions=True
        )
        for failed in (ack for ack in acks if isinstance(ack, BaseException)):
            if not isinstance(failed, NothingCame):
                raise failed
    ledger.close()
    await connection.close()


if __name__ == "__main__":
    try:
        asyncio.run(main())
    except (OSError, nats.errors.Error) as error:
        sys.exit(f"subscriber: {error}")
