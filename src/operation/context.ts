import type { Caller } from '../admission/caller.js';
import type { Charge } from '../admission/rate-limit.js';
import type { Access } from '../auth/access.js';
import type { Meter } from '../datasources/meter.js';
import type { Sources } from '../datasources/sources.js';
import type { AnswerSize } from './answer-size.js';
import type { KeyedWrites } from './keyed-writes.js';
import type { TurnoverAnswers } from './turnover-answers.js';

/** What one request has. Nothing in it outlives the request. */
export interface GatewayContext {
  readonly requestId: string;
  /** Whose name is not for logs. */
  readonly caller: Caller;
  readonly access: Access;
  readonly sources: Sources;
  readonly keyedWrites: KeyedWrites;
  readonly turnoverAnswers: TurnoverAnswers;
  readonly meter: Meter;
  readonly charge: Charge;
  readonly answerSize: AnswerSize;
}
