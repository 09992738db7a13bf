import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { BankConnection } from './bank-connection.type.js';

export const BankConnectionChangeKind = {
  PRESENT: 'PRESENT',
  CREATED: 'CREATED',
  DELETED: 'DELETED',
  SYNCED: 'SYNCED',
  SYNC_FAILED: 'SYNC_FAILED',
  CONSENT_CHANGED: 'CONSENT_CHANGED',
  CHANGED: 'CHANGED',
} as const;
export type BankConnectionChangeKind = keyof typeof BankConnectionChangeKind;

registerEnumType(BankConnectionChangeKind, {
  name: 'BankConnectionChangeKind',
  description:
    'What has happened to a bank connection. Where several apply, it is the first of them in this order: the connection that comes with it shows all.',
  valuesConfig: {
    PRESENT: { description: 'Nothing yet: it was there when the subscription began.' },
    CREATED: { description: 'A bank login has created it.' },
    DELETED: { description: 'It is not there any more.' },
    SYNCED: { description: 'A sync has ended: balances and turnovers may have changed.' },
    SYNC_FAILED: { description: 'A sync has failed; `BankConnection.requiredAction` says what to do.' },
    CONSENT_CHANGED: { description: 'The consent was renewed, ends soon or is over.' },
    CHANGED: { description: 'Something else, such as the sync mode or the status.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'What has happened to one bank connection.' })
export class BankConnectionChange {
  @Field(() => BankConnectionChangeKind, { description: 'What has happened.' })
  kind!: BankConnectionChangeKind;

  @Field(() => ID, { description: '`BankConnection.id`, also of one that was deleted.' })
  connectionId!: string;

  @Field(() => BankConnection, { nullable: true, description: 'As it is now; null when it was deleted.' })
  connection!: BankConnection | null;
}
