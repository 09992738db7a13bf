import { Field, ID, InputType, Int, registerEnumType } from 'type-graphql';

export const WizardAction = {
  BACK: 'BACK',
  SWITCH_LOGIN_TABS: 'SWITCH_LOGIN_TABS',
  POLL: 'POLL',
  CHANGE_LANGUAGE: 'CHANGE_LANGUAGE',
  ABORT: 'ABORT',
} as const;
export type WizardAction = keyof typeof WizardAction;

registerEnumType(WizardAction, {
  name: 'WizardAction',
  description: 'What to do instead of submitting the form.',
  valuesConfig: {
    BACK: { description: 'Return to the step before.' },
    SWITCH_LOGIN_TABS: {
      description: 'Show the form of another tab: send it in `values` under the name of the WizardTabs.',
    },
    POLL: {
      description: 'Ask whether it goes on, after `WizardStep.pollAfterMs`; the person is doing something elsewhere.',
    },
    CHANGE_LANGUAGE: { description: 'Show the form in another language.' },
    ABORT: { description: 'End the bank login. It cannot be taken up again.' },
  },
});

@InputType({ description: 'The value of one field of the form.' })
export class WizardValueInput {
  @Field(() => String, { description: 'The `name` of the field.' })
  name!: string;

  @Field(() => String, {
    description: 'What the person gave; "true" or "false" for a checkbox. Send it as a variable: it may be a PIN.',
  })
  value!: string;
}

@InputType({
  description: 'A step of the bank login. With neither `action` nor `values` it asks for the first form.',
})
export class SubmitWizardStepInput {
  @Field(() => ID, {
    nullable: true,
    description: 'Whose login it is. Not needed by a caller who is a bank user; a service caller names one.',
  })
  bankUserId?: string | null;

  @Field(() => String, { description: '`WizardSession.key`. A secret: send it as a variable.' })
  key!: string;

  @Field(() => WizardAction, { nullable: true, description: 'Leave it out to submit the form.' })
  action?: WizardAction | null;

  @Field(() => [WizardValueInput], { nullable: true, description: 'One for each field of the form; at most 50.' })
  values?: WizardValueInput[] | null;

  @Field(() => Int, {
    nullable: true,
    defaultValue: 25,
    description:
      'How many seconds to wait for the bank, 1 to 170; after that the answer is WizardStepPending, and the step goes on. Less ' +
      'than routers and proxies in between wait.',
  })
  waitSeconds?: number | null;
}
