import { registerEnumType } from 'type-graphql';

export const AccountType = {
  GIRO: 'GIRO',
  CREDIT_CARD: 'CREDIT_CARD',
  SAVINGS: 'SAVINGS',
  LOAN: 'LOAN',
  SECURITIES: 'SECURITIES',
  WALLET: 'WALLET',
  OTHER: 'OTHER',
} as const;
export type AccountType = keyof typeof AccountType;

registerEnumType(AccountType, {
  name: 'AccountType',
  description: 'The kind of a bank account.',
  valuesConfig: {
    GIRO: { description: 'Current account: money comes and goes.' },
    CREDIT_CARD: { description: 'Credit card account; its `iban` is the masked card number.' },
    SAVINGS: { description: 'Savings account, instant access and fixed terms included.' },
    LOAN: { description: 'Loan. Whether what is owed comes as a negative balance is up to the bank.' },
    SECURITIES: { description: 'Securities account (depot). Single holdings are not part of this schema.' },
    WALLET: { description: 'Electronic wallet, such as that of a payment service.' },
    OTHER: { description: 'Of another kind, or of one that this schema does not know yet: see `rawType`.' },
  },
});
