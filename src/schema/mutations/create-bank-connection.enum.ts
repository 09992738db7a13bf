import { registerEnumType } from 'type-graphql';

export const AccountSelection = { ALL: 'ALL', MULTI: 'MULTI', SINGLE: 'SINGLE' } as const;
export type AccountSelection = keyof typeof AccountSelection;

registerEnumType(AccountSelection, {
  name: 'AccountSelection',
  description: 'Which accounts of the bank login become part of the connection.',
  valuesConfig: {
    ALL: { description: 'All of them; the person is not asked.' },
    MULTI: { description: 'Those that the person picks, one or more.' },
    SINGLE: { description: 'The one that the person picks.' },
  },
});

export const WizardLanguage = { DE: 'DE', EN: 'EN', ES: 'ES', FR: 'FR', IT: 'IT' } as const;
export type WizardLanguage = keyof typeof WizardLanguage;

registerEnumType(WizardLanguage, {
  name: 'WizardLanguage',
  description:
    'Language of the bank login: its labels, help and error texts. XS2A speaks German and English; in 2026 it dropped the others, which are English now.',
  valuesConfig: {
    DE: { description: 'German.' },
    EN: { description: 'English.' },
    ES: { description: 'Spanish; XS2A answers in English.' },
    FR: { description: 'French; XS2A answers in English.' },
    IT: { description: 'Italian; XS2A answers in English.' },
  },
});
