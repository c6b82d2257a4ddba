export { Backlogs, type Backlog } from './backlog';
export { Bus, provisionStreams } from './bus';
export { Clock, SystemClock } from './clock';
export { headersOf, type Outgoing } from './cloud-event';
export { createMessaging } from './create-messaging';
export { electedLoop } from './elected';
export { isTransient } from './failure';
export { EventContext } from './inbox';
export { checked, InputRefused, MoneyInput, Page } from './input';
export { answered, MOST_QUESTIONS } from './questions';
export type { OneOrMany } from './questions';
export { MessagingModule } from './messaging.module';
export { Loop } from './loop';
export { MESSAGING, type MessagingOptions } from './options';
export { DiscardEvent, discardEvent, parkedEvents, RedriveEvent, redriveEvent } from './parked';
export { policyInForce } from './policies';
export { Relay } from './relay';
export { Timers } from './timers';
export { JetStreamServer } from './transport';
export { inTransaction, Transaction } from './transaction';
export { hashOf, textHashOf, Unit } from './unit';
export { sideBySide, useCase, view } from './use-case';
export type {
  Actor,
  Answer,
  AnyUseCase,
  Asked,
  Gatherer,
  ReadTx,
  Timer,
  Tx,
  UseCase,
  View,
} from './use-case';
export { UseCases } from './use-cases';
