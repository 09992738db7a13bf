import { callerOf } from '../admission/caller.js';
import type { RateLimit } from '../admission/rate-limit.js';
import { Permissions } from '../auth/access.js';
import type { Principal } from '../auth/principal.js';
import type { Config } from '../config/config.js';
import type { GatewayContext } from './context.js';
import type { Datasources } from '../datasources/datasources.js';
import { Meter } from '../datasources/meter.js';
import { TurnoverQueries } from '../domain/turnover/index.js';
import type { Idempotency } from './idempotency.js';
import { CashflowService } from './cashflow-service.js';
import { AnswerSize } from './answer-size.js';
import { IdempotentWrites } from './idempotent-writes.js';
import type { RequestHead } from './request-head.js';
import type { Subscription } from './subscription.js';
import { TurnoverService } from './turnover-service.js';

/** Creates the contexts of requests. */
export function contextFactory(
  datasources: Datasources,
  idempotency: Idempotency,
  rateLimit: RateLimit,
  { responseBytes, operationSeconds }: Pick<Config, 'responseBytes' | 'operationSeconds'>,
) {
  const { pace, now } = datasources;
  return (principal: Principal, { requestId, client }: RequestHead, subscription?: Subscription): GatewayContext => {
    const meter = new Meter(operationSeconds * 1_000);
    const caller = callerOf(principal);
    const charge = rateLimit.charge(caller);
    const sources = datasources.forOperation(meter, caller);
    const cashflows = new CashflowService(sources, pace, now);
    const turnoverAnswers = new TurnoverService(sources, new TurnoverQueries(pace), cashflows);
    const idempotentWrites = new IdempotentWrites(idempotency, principal);
    const answerSize = new AnswerSize(responseBytes);
    const access = new Permissions(principal);
    return {
      requestId,
      client,
      caller,
      access,
      sources,
      turnoverAnswers,
      cashflows,
      idempotentWrites,
      meter,
      charge,
      answerSize,
      subscription,
    };
  };
}
