import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { DateTimeScalar } from './scalars/date-time.scalar.js';

/**
 * A bank user, or only a reference to one, from a caller's token or from the id of an account. Undefined fields have not been
 * read.
 */
@Directive('@key(fields: "id")')
@ObjectType({
  simpleResolvers: true,
  description:
    'A person with bank connections: the root of all bank data. A caller who is a bank user sees nothing but their own.',
})
export class BankUser {
  @Field(() => ID, { description: 'Opaque and global; never parse it.' })
  id!: string;

  @Directive('@shareable')
  @Field(() => String, { description: 'The id at XS2A, for support and for matching records. Not accepted as `id`.' })
  xs2aId!: string;

  @Directive('@tag(name: "pii")')
  @Field(() => String, { nullable: true, description: 'As given when the bank user was created.' })
  name?: string | null;

  @Directive('@tag(name: "pii")')
  @Field(() => String, { nullable: true, description: 'As given when the bank user was created; not verified.' })
  email?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Created with a test key of XS2A: reaches the test bank, never a real one.',
  })
  testMode?: boolean | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the bank user was created at XS2A.' })
  createdAt?: string | null;
}
