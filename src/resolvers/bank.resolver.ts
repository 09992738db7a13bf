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
  @Query(() => [Bank], { nullable: true, description: 'Banks to offer in a bank picker, the best match first.' })
  async banks(@Ctx() { sources }: GatewayContext, @Args(() => BanksArgs) args: BanksArgs): Promise<Bank[]> {
    const text = args.search.trim();
    const first = args.first ?? 10;
    if (text.length < SEARCH_LENGTH.least || text.length > SEARCH_LENGTH.most)
      throw badInput('A search has 2 to 100 characters.');
    if (first < 1 || first > MAX_BANKS) throw badInput('`first` is 1 to 100.');
    return sources.banks.search({ text, country: args.country ?? undefined, first });
  }
}

function badInput(message: string): GatewayError {
  return new GatewayError('BAD_USER_INPUT', { message });
}
