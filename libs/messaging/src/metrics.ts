import { Counter, Gauge } from 'prom-client';

export const relayed = new Counter({
  name: 'steward_outbox_published_total',
  help: 'Events that the broker acknowledged.',
});
export const outboxOldestSeconds = new Gauge({
  name: 'steward_outbox_oldest_unpublished_seconds',
  help: 'Age of the oldest event that still waits for the relay.',
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
