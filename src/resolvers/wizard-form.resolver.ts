import { FieldResolver, Resolver, Root } from 'type-graphql';
import { WizardCondition } from '../schema/wizard-condition.type.js';
import { WizardFormElement } from '../schema/wizard-form-element.type.js';

@Resolver(() => WizardFormElement)
export class WizardFormElementResolver {
  @FieldResolver(() => WizardCondition, {
    nullable: true,
    description:
      'Where the person picks one of several small forms, the elements of all of them are in the list: draw this one, and send ' +
      'its value, only while this holds. Null: always.',
  })
  shownWhen(@Root() element: WizardFormElement & { shownWhen?: WizardCondition }): WizardCondition | null {
    return element.shownWhen ?? null;
  }
}
