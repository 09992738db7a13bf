import { GRAPHQL_MAX_INT } from 'graphql';
import type { BankUserPage, BankUserPosition } from '../datasources/bank-user.pages.js';
import { GatewayError } from '../errors/gateway-error.js';
import type { BankUserConnection } from '../schema/bank-user-list.type.js';

/** @param after undefined for the first page */
export function toBankUserConnection(page: BankUserPage, after: BankUserPosition | undefined): BankUserConnection {
  const edges = page.entries.map(({ bankUser, position }) => ({
    cursor: encodeBankUserCursor(position),
    node: bankUser,
  }));
  return {
    edges,
    nodes: edges.map(({ node }) => node),
    pageInfo: {
      hasNextPage: page.hasNextPage,
      hasPreviousPage: after !== undefined,
      startCursor: edges.at(0)?.cursor ?? null,
      // After an unreadable row there may be more.
      endCursor: page.end === undefined ? null : encodeBankUserCursor(page.end),
    },
    totalCount: page.total !== null && page.total <= GRAPHQL_MAX_INT ? page.total : null,
  };
}

function encodeBankUserCursor({ offset, perPage }: BankUserPosition): string {
  return Buffer.from(`users.${offset}.${perPage}`).toString('base64url');
}

/** @throws GatewayError BAD_USER_INPUT when it is malformed */
export function decodeBankUserCursor(cursor: string): BankUserPosition {
  const text = cursor.length <= 64 ? Buffer.from(cursor, 'base64url').toString('latin1') : '';
  const [, offset, perPage] = /^users\.(\d{1,9})\.([1-9]\d{0,5})$/.exec(text) ?? [];
  const position = { offset: Number(offset), perPage: Number(perPage) };
  if (offset === undefined || encodeBankUserCursor(position) !== cursor) {
    throw new GatewayError('BAD_USER_INPUT', { message: 'This is not a cursor of this list.' });
  }
  return position;
}
