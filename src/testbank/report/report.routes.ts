import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Account } from '../account/account.js';
import { findAccount } from '../account/account.routes.js';
import { notFound } from '../http/api-error.js';
import { withUserToken } from '../http/caller.js';
import { queryWord } from '../http/page.js';
import { pathPart, resource } from '../http/resource.js';
import type { World } from '../world.js';
import { reportIds, reportOn, type Report, toReportHtml, toReportJson, toReportLines, type Locale } from './report.js';
import { toPdf } from './report.pdf.js';

/** `/v1/api/accounts/{account_id}/report/{report_id}`: for the bank user's token. */
export function reportRoutes(app: FastifyInstance, world: World): void {
  resource(app, '/v1/api/accounts/:account_id/report/:report_id', {
    GET: withUserToken(world, (user, request, reply) => {
      const account = findAccount(world, user, pathPart(request, 'account_id'));
      const id = reportIds.find((candidate) => candidate === pathPart(request, 'report_id'));
      if (id === undefined) throw notFound();
      return answer(request, reply, account, reportOn(account, id));
    }),
  });
}

/** HTML where no format is asked for; the locale has no effect on JSON. */
function answer(request: FastifyRequest, reply: FastifyReply, account: Account, report: Report): FastifyReply {
  const format = queryWord(request, 'format', ['html', 'pdf', 'json']) ?? 'html';
  const locale: Locale = queryWord(request, 'locale', ['de', 'en']) ?? 'de';
  if (format === 'json') return reply.send(toReportJson(account, report));
  const lines = toReportLines(account, report, locale);
  if (format === 'pdf') return reply.type('application/pdf').send(toPdf(lines));
  return reply.type('text/html; charset=utf-8').send(toReportHtml(lines, locale));
}
