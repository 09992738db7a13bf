import type { FastifyInstance, FastifyRequest } from 'fastify';
import { invalid, notFound } from '../http/api-error.js';
import { withApiKey } from '../http/caller.js';
import { addressOf, answerPage, queryWord } from '../http/page.js';
import { resource } from '../http/resource.js';
import type { World } from '../world.js';
import { countryIds, toBankWire } from './bank.js';
import { findBank, searchBanks } from './directory.js';

const products = ['xs2a_risk', 'xs2a_pay', 'xs2a_api'] as const;

/** `/v1/bankcodes`: for the API key. */
export function bankRoutes(app: FastifyInstance, world: World): void {
  resource(app, '/v1/bankcodes', {
    GET: withApiKey((request) => {
      const bank = findBank(requiredQuery(request, 'bank_code'));
      if (bank === undefined) throw notFound();
      return toBankWire(bank, world.forms);
    }),
  });
  resource(app, '/v1/bankcodes/all', {
    GET: withApiKey((request) => {
      const country = queryWord(request, 'country_id', countryIds);
      return answerPage(world, request, searchBanks({ text: '', ...(country && { country }) }), toBankWire);
    }),
  });
  resource(app, '/v1/bankcodes/autocomplete', {
    GET: withApiKey((request) => {
      const country = queryWord(request, 'country_id', countryIds);
      const product = queryWord(request, 'product', products);
      const text = requiredQuery(request, 'q');
      const found = searchBanks({ text, ...(country && { country }), ...(product && { product }) });
      return answerPage(world, request, found, toBankWire);
    }),
  });
}

function requiredQuery(request: FastifyRequest, name: string): string {
  const value = addressOf(request).searchParams.get(name)?.trim() ?? '';
  if (value === '') throw invalid(name, 'field is required.');
  return value;
}
