import { Arg, Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql';
import type { GatewayContext } from '../operation/context.js';
import { Account } from '../schema/account.type.js';
import { UPSTREAM_CALL } from '../schema/cost.js';
import { JsonScalar } from '../schema/scalars/json.scalar.js';

@Resolver(() => Account)
export class ReportResolver {
  @Directive(UPSTREAM_CALL)
  @FieldResolver(() => JsonScalar, {
    nullable: true,
    description:
      'A report that XS2A computes about the account, as JSON. As a document: GET /reports/{id of the account}/{id of the report}?format=pdf (or html) with the same token.',
  })
  async report(
    @Root() account: Account,
    @Ctx() { sources }: GatewayContext,
    @Arg('id', () => String, { description: "XS2A's id of the report. Which ones there are depends on the API key." })
    id: string,
  ): Promise<unknown> {
    return sources.reports.of(account, id);
  }
}
