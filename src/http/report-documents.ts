import type { FastifyInstance, FastifyRequest, RouteHandlerMethod } from 'fastify';
import { ANONYMOUS, type Principal } from '../auth/principal.js';
import { REPORT_FORMATS, REPORT_LOCALES, type ReportForm } from '../datasources/report.source.js';
import { GatewayError } from '../errors/gateway-error.js';
import type { GatewayContext } from '../operation/context.js';
import type { RequestHead } from '../operation/request-head.js';
import type { AdmissionHooks } from './admission-hooks.js';
import { headOf } from './request-head.js';

/** A document is shown by nothing that could run what is in it. */
const HEADERS = { 'content-security-policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:" };
const MEDIA_TYPES = { html: 'text/html; charset=utf-8', pdf: 'application/pdf' };

export interface ReportDocumentsOptions {
  readonly createContext: (principal: Principal, head: RequestHead) => GatewayContext;
  readonly admission: AdmissionHooks;
}

/**
 * `GET /reports/{id of an Account}/{id of the report}?format=html|pdf&locale=de|en`: the documents that XS2A makes of a report,
 * for whoever may read `Account.report`. Nothing secret is in the address: the caller is known by the Authorization header.
 */
export function addReportDocuments(
  server: FastifyInstance,
  { createContext, admission }: ReportDocumentsOptions,
): void {
  const handler: RouteHandlerMethod = async (request, reply) => {
    const { format, document } = await read(createContext(request.principal ?? ANONYMOUS, headOf(request)), request);
    void reply.header('content-disposition', `attachment; filename="report.${format}"`);
    void reply.headers(HEADERS).type(MEDIA_TYPES[format]).send(document);
    return reply;
  };
  const { onRequest, preParsing, preValidation } = admission;
  server.get('/reports/:accountId/:reportId', {
    exposeHeadRoute: false,
    ...{ onRequest, preParsing, preValidation },
    handler: admission.scheduled(handler),
  });
}

interface ReportPath {
  readonly accountId: string;
  readonly reportId: string;
}

async function read({ access, sources, charge, meter }: GatewayContext, request: FastifyRequest) {
  const { accountId, reportId } = request.params as ReportPath;
  try {
    access.require('AUTHENTICATED', ['read']);
    const form = formIn(request);
    const document = await sources.reports.document(access.owned('Account', accountId), reportId, form);
    return { format: form.format, document };
  } finally {
    charge.atLeast(Math.max(1, meter.upstreamCalls));
  }
}

/** @throws GatewayError BAD_USER_INPUT for anything but a known format and locale */
function formIn({ query }: FastifyRequest): ReportForm {
  const { format: wantedFormat = 'html', locale: wantedLocale = 'de' } = query as Readonly<Record<string, unknown>>;
  const format = REPORT_FORMATS.find((known) => known === wantedFormat);
  const locale = REPORT_LOCALES.find((known) => known === wantedLocale);
  if (format !== undefined && locale !== undefined) return { format, locale };
  throw new GatewayError('BAD_USER_INPUT', { message: '`format` is html or pdf, `locale` is de or en.' });
}
