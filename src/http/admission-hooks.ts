import type { FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify';
import { ANONYMOUS_CALLER, callerOf, type Caller } from '../admission/caller.js';
import type { LoadLimiter, Place } from '../admission/load-limiter.js';
import type { RateLimit } from '../admission/rate-limit.js';
import type { RequestRefusal } from '../admission/request-refusal.js';
import type { Principal } from '../auth/principal.js';
import type { TokenVerifier } from '../auth/token-verifier.js';
import { GatewayError } from '../errors/gateway-error.js';
import { replyWithError } from './error-reply.js';
import { someSeconds } from './retry-after.js';

declare module 'fastify' {
  interface FastifyRequest {
    principal: Principal | undefined;
    /** When the token ends, in epoch milliseconds; undefined without one. */
    tokenEndsAt: number | undefined;
    /** The slot among the requests in flight; released while waiting for a slow body, taken again after it. */
    place: Place | undefined;
    /** Runs until the body has arrived. */
    slowBody: NodeJS.Timeout | undefined;
  }
}

export interface AdmissionOptions {
  readonly limiter: LoadLimiter;
  readonly rateLimit: RateLimit;
  readonly verifier: TokenVerifier;
  readonly onRefused: (refusal: RequestRefusal) => void;
}

/** Most bodies arrive along with the headers. */
const SLOW_BODY_MS = 50;

type Refused = Promise<FastifyReply | undefined>;

/** Admits requests within capacity and rate limits before any work is done for them, and authenticates their callers. */
export class AdmissionHooks {
  constructor(private readonly options: AdmissionOptions) {}

  /** The hooks of a route, in order. */
  readonly onRequest = async (request: FastifyRequest, reply: FastifyReply): Refused => {
    const guess = callerOf(this.options.verifier.guess(request.headers.authorization));
    const refused = this.enter(request, reply, guess);
    if (refused !== undefined) return refused;
    reply.raw.once('close', () => {
      clearTimeout(request.slowBody);
      request.place?.leave();
      request.bodyHold?.release();
    });
    return this.authenticate(request, reply);
  };

  /** A slow body does not occupy a slot. */
  readonly preParsing = async (request: FastifyRequest): Promise<void> => {
    request.slowBody = setTimeout(() => request.place?.leave(), SLOW_BODY_MS);
    return Promise.resolve();
  };

  /** The last hook before the handler. Hooks that reject requests without releasing the slot have to run before it. */
  readonly preValidation = async (request: FastifyRequest, reply: FastifyReply): Refused => {
    clearTimeout(request.slowBody);
    const caller = callerOfRequest(request);
    if (request.place?.isLeft === false) return this.refuseOverRate(request, reply, caller);
    return this.enter(request, reply, caller);
  };

  /**
   * An operation that has begun continues when its client disconnects, so it keeps its slot and its body. One that waits is
   * dropped: under overload most of what clients have given up on would only take the time of the rest.
   */
  scheduled(handler: RouteHandlerMethod): RouteHandlerMethod {
    const refuseOverRate = this.refuseOverRate.bind(this);
    return async function (request, reply) {
      const { place, bodyHold } = request;
      await place?.start();
      if (place?.isLeft === true) return replyWithError(request, reply, 503, new GatewayError('OVERLOADED'));
      request.place = request.bodyHold = undefined;
      try {
        // Other requests of the caller may have used up the rate meanwhile.
        return refuseOverRate(request, reply, callerOfRequest(request)) ?? (await handler.call(this, request, reply));
      } finally {
        place?.leave();
        bodyHold?.release();
      }
    };
  }

  private enter(request: FastifyRequest, reply: FastifyReply, caller: Caller): FastifyReply | undefined {
    const refused = this.refuseOverRate(request, reply, caller);
    if (refused !== undefined) return refused;
    request.place = this.options.limiter.enter(caller);
    if (request.place !== undefined) return undefined;
    this.options.onRefused({ code: 'OVERLOADED', caller: caller.kind });
    return replyWithError(request, reply, 503, new GatewayError('OVERLOADED', { retryAfterSeconds: someSeconds() }));
  }

  private refuseOverRate(request: FastifyRequest, reply: FastifyReply, caller: Caller): FastifyReply | undefined {
    return this.refuseUntil(request, reply, caller, this.options.rateLimit.retryAfter(caller));
  }

  private refuseUntil(
    request: FastifyRequest,
    reply: FastifyReply,
    caller: Caller,
    retryAfterSeconds: number | undefined,
  ): FastifyReply | undefined {
    if (retryAfterSeconds === undefined) return undefined;
    this.options.onRefused({ code: 'RATE_LIMITED', caller: caller.kind });
    return replyWithError(request, reply, 429, new GatewayError('RATE_LIMITED', { retryAfterSeconds }));
  }

  private async authenticate(request: FastifyRequest, reply: FastifyReply): Refused {
    try {
      // Node keeps the first of several Authorization headers; here several are an error.
      const { principal, endsAt } = await this.options.verifier.identify(request.raw.headersDistinct.authorization);
      request.principal = principal;
      request.tokenEndsAt = endsAt;
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error;
      return replyWithError(request, reply, error.code === 'UNAUTHENTICATED' ? 401 : 503, error);
    }
    const caller = callerOf(request.principal);
    if (caller.kind === 'anonymous')
      return this.refuseUntil(request, reply, caller, this.options.rateLimit.chargeAnonymous(request.ip));
    request.place?.moveTo(caller);
    return undefined;
  }
}

function callerOfRequest({ principal }: FastifyRequest): Caller {
  return principal === undefined ? ANONYMOUS_CALLER : callerOf(principal);
}
