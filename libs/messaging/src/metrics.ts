import { Counter, Gauge } from 'prom-client';

export const relayed = new Counter({
  name: 'steward_outbox_published_total',
  help: 'Events that the broker acknowledged.',
});
export const outboxOldestSeconds = new Gauge({
  name: 'steward_outbox_oldest_unpublished_seconds',
  help: 'Age of the oldest event that still waits for the relay.',
});
export const streamEpoch = new Gauge({
  name: 'steward_stream_epoch',
  help: 'Which history of its stream this service publishes; 1 until the broker loses something.',
  labelNames: ['stream'],
});
export const streamIsMissing = new Gauge({
  name: 'steward_stream_missing',
  help: '1 while the broker has no such stream.',
  labelNames: ['stream'],
});
export const streamRewinds = new Counter({
  name: 'steward_stream_rewinds_total',
  help: 'How often the broker was found to have lost events that it had acknowledged.',
  labelNames: ['stream'],
});
export const republished = new Counter({
  name: 'steward_events_republished_total',
  help: 'Events that the broker had lost and that are published again.',
  labelNames: ['stream'],
});
export const consumed = new Counter({
  name: 'steward_events_consumed_total',
  help: 'Events taken from a stream, by what became of them.',
  labelNames: ['producer', 'outcome'],
});
export const parked = new Counter({
  name: 'steward_events_parked_total',
  help: 'Events that could not be applied and wait for a person.',
  labelNames: ['producer'],
});
export const timersFired = new Counter({
  name: 'steward_timers_fired_total',
  help: 'Timers that ran.',
  labelNames: ['use_case'],
});
