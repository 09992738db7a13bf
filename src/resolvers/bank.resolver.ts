import { Args, Ctx, Directive, Query, Resolver } from 'type-graphql';
import type { GatewayContext } from '../operation/context.js';
import { GatewayError } from '../errors/gateway-error.js';
import { Bank } from '../schema/bank.type.js';
import { pagedBy } from '../schema/cost.js';
import { BanksArgs } from './bank.args.js';
import { RequireCaller } from './callers.js';

const SEARCH_LENGTH = { least: 2, most: 100 };
const MAX_BANKS = 100;

@Resolver()
export class BankResolver {
  @RequireCaller('AUTHENTICATED', 'read', 'connections')
  @Directive(pagedBy(['first'], 10))
  @Query(() => [Bank], {
    nullable: true,
    description:
      'Banks to offer in a bank picker: those that match `search`, the best match first; without it all banks of a country, by pages. ' +
      'Such a page costs one upstream read per 100 banks that nobody has listed within the last hour.',
  })
  async banks(@Ctx() { sources }: GatewayContext, @Args(() => BanksArgs) args: BanksArgs): Promise<Bank[]> {
    const { search, after } = args;
    const first = args.first ?? 10;
    const country = args.country ?? undefined;
    if (first < 1 || first > MAX_BANKS) throw badInput('`first` is 1 to 100.');
    if (search == null) {
      if (country === undefined) throw badInput('Without `search`, `country` is required.');
      return sources.banks.page({ country, first, after: after ?? undefined });
    }
    const text = search.trim();
    if (text.length < SEARCH_LENGTH.least || text.length > SEARCH_LENGTH.most)
      throw badInput('A search has 2 to 100 characters.');
    if (after != null) throw badInput('`after` is only for the banks of a country, without `search`.');
    return sources.banks.search({ text, country, first });
  }
}

function badInput(message: string): GatewayError {
  return new GatewayError('BAD_USER_INPUT', { message });
}
