import fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { accessTokenRoutes } from './access-token/access-token.routes.js';
import { accountRoutes } from './account/account.routes.js';
import { bankUserRoutes } from './bank-user/bank-user.routes.js';
import { bankRoutes } from './bank/bank.routes.js';
import { bankConnectionRoutes } from './connection/connection.routes.js';
import { catchUp } from './connection/sync.js';
import type { Control } from './control/control.js';
import { controlRoutes } from './control/control.routes.js';
import { controlHooks } from './control/hooks.js';
import { eventRoutes } from './event/event.routes.js';
import { ApiError } from './http/api-error.js';
import { readBodies } from './http/input.js';
import { wizardRoutes, wizardSessionRoutes } from './login/login.routes.js';
import type { SeededPerson } from './people/people.js';
import { reportRoutes } from './report/report.routes.js';
import { turnoverRoutes } from './turnover/turnover.routes.js';
import type { World } from './world.js';

const NO_COMPILER = () => () => {
  throw new Error('No route has a JSON schema.');
};

/** No route has a JSON schema, so their compilers need not be loaded. */
const WITHOUT_SCHEMAS = { compilersFactory: { buildValidator: NO_COMPILER, buildSerializer: NO_COMPILER } };

/** The published API over a world, and the interface for tests beside it. */
export function createServer(world: World, control: Control, reseed: () => SeededPerson[]): FastifyInstance {
  const app = fastify({
    schemaController: WITHOUT_SCHEMAS,
    logger: false,
    forceCloseConnections: true,
    frameworkErrors: answerError,
  });
  readBodies(app);
  app.setErrorHandler(answerError);
  app.setNotFoundHandler((request, reply) => {
    answerError(new ApiError(404, 'Not found.'), request, reply);
  });
  controlHooks(app, world, control);
  app.addHook('onRequest', (_request, _reply, next) => {
    catchUp(world);
    next();
  });
  const routes = [bankUserRoutes, accessTokenRoutes, bankConnectionRoutes, accountRoutes, turnoverRoutes, reportRoutes];
  for (const register of [...routes, wizardRoutes, wizardSessionRoutes, eventRoutes, bankRoutes]) register(app, world);
  controlRoutes(app, world, control, reseed);
  return app;
}

/** Errors are JSON with the status in `code`. */
function answerError(error: FastifyError | Error, _request: FastifyRequest, reply: FastifyReply): void {
  const refusal =
    error instanceof ApiError ? error : new ApiError(statusOf(error), 'The request could not be answered.');
  if (refusal.status === 401) void reply.header('www-authenticate', 'Basic realm="XS2A.api"');
  void reply.status(refusal.status).send(refusal.toWire());
}

function statusOf(error: FastifyError | Error): number {
  const status = 'statusCode' in error ? error.statusCode : undefined;
  return status !== undefined && status >= 400 && status < 500 ? status : 500;
}
