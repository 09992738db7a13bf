import type { Caller } from '../admission/caller.js';
import type { Charge } from '../admission/rate-limit.js';
import type { Permissions } from '../auth/access.js';
import type { Meter } from '../datasources/meter.js';
import type { Sources } from '../datasources/sources.js';
import type { CashflowService } from './cashflow-service.js';
import type { AnswerSize } from './answer-size.js';
import type { IdempotentWrites } from './idempotent-writes.js';
import type { RequestHead } from './request-head.js';
import type { Subscription } from './subscription.js';
import type { TurnoverService } from './turnover-service.js';

/** The state of one request; nothing in it outlives the request. */
export interface GatewayContext extends RequestHead {
  /** Its name is not for logs. */
  readonly caller: Caller;
  readonly access: Permissions;
  readonly sources: Sources;
  readonly idempotentWrites: IdempotentWrites;
  readonly turnoverAnswers: TurnoverService;
  readonly cashflows: CashflowService;
  readonly meter: Meter;
  readonly charge: Charge;
  readonly answerSize: AnswerSize;
  /** Where subscriptions can be served; undefined for plain HTTP, and for the operations of their events. */
  readonly subscription: Subscription | undefined;
}
