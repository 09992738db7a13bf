import { graphql } from '../gql/index.ts';
import type { AccountNameFragment } from '../gql/graphql.ts';
import type { Texts } from '../language/en.ts';

export const ACCOUNT_NAME = graphql(`
  fragment AccountName on Account {
    id
    type
    description
    bankName
  }
`);

export function accountName({ description, type }: AccountNameFragment, { accountTypes }: Texts): string {
  return description ?? accountTypes[type];
}
