import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { WizardHiddenField } from './wizard-hidden-field.type.js';

export const WizardTextPartKind = {
  TEXT: 'TEXT',
  BOLD: 'BOLD',
  ITALIC: 'ITALIC',
  LINE_BREAK: 'LINE_BREAK',
  LINK: 'LINK',
  DIALOG: 'DIALOG',
  AUTOSUBMIT: 'AUTOSUBMIT',
} as const;
export type WizardTextPartKind = keyof typeof WizardTextPartKind;

registerEnumType(WizardTextPartKind, {
  name: 'WizardTextPartKind',
  description: 'How to show a part of a text of the bank login.',
  valuesConfig: {
    TEXT: { description: 'As it is.' },
    BOLD: { description: 'Stressed.' },
    ITALIC: { description: 'Set apart.' },
    LINE_BREAK: { description: 'The next part begins a line; `text` is a line feed.' },
    LINK: { description: 'Opens `url`, outside the login.' },
    DIALOG: { description: 'Shows what is at `url` beside the login: in a dialog, or as a LINK.' },
    AUTOSUBMIT: { description: 'Submits `values` at once when it is chosen: a button.' },
  },
});

@ObjectType({ description: 'A part of a text that is shown in one way.' })
export class WizardTextPart {
  @Field(() => WizardTextPartKind, { description: 'How to show it.' })
  kind!: WizardTextPartKind;

  @Field(() => String, { description: 'What to show, as text: it is no HTML.' })
  text!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Of LINK and DIALOG, null for all others. It begins with `https:`; what led elsewhere is a TEXT.',
  })
  url!: string | null;

  @Field(() => [WizardHiddenField], {
    nullable: true,
    description: 'Of AUTOSUBMIT, null for all others: the `values` to submit, and no others, when it is chosen.',
  })
  values!: WizardHiddenField[] | null;
}

@ObjectType({
  description:
    "A text of the bank login, taken apart at XS2A's marks. Consents have the links to what is agreed to in them.",
})
export class WizardRichText {
  @Field(() => String, { description: 'The text without marks: the `text` of all parts.' })
  plain!: string;

  @Field(() => [WizardTextPart], { description: 'In the order in which to show them.' })
  parts!: WizardTextPart[];
}
