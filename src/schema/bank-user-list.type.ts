import { Field, Int, ObjectType } from 'type-graphql';
import { BankUser } from './bank-user.type.js';
import { PageInfo } from './page-info.type.js';

@ObjectType({ description: 'One bank user of a page, with its place in the list.' })
export class BankUserEdge {
  @Field(() => String, { description: 'Opaque; give it as `after` to go on behind this bank user.' })
  cursor!: string;

  @Field(() => BankUser, { description: 'The bank user.' })
  node!: BankUser;
}

@ObjectType({ description: 'A page of bank users.' })
export class BankUserConnection {
  @Field(() => [BankUserEdge], { description: 'The bank users of this page, with their cursors.' })
  edges!: BankUserEdge[];

  @Field(() => [BankUser], { description: 'The bank users of this page, without cursors.' })
  nodes!: BankUser[];

  @Field(() => PageInfo, { description: 'Whether there is more, and from where to go on.' })
  pageInfo!: PageInfo;

  @Field(() => Int, {
    nullable: true,
    description: 'Of all bank users, not of the page; null when XS2A does not state it.',
  })
  totalCount!: number | null;
}
