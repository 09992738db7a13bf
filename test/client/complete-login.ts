import type { GatewayClient, Graph, LoginOutcome } from '../../client/src/index.js';

/** Goes through a bank login with what the test bank accepts. */
export async function completeLogin(
  client: GatewayClient,
  session: Graph.StartedWizardFragment,
): Promise<LoginOutcome | undefined> {
  const login = client.bankLogin(session);
  let screens = 0;
  for await (const screen of login) {
    if (++screens > 20) break;
    if (screen.pollAfterMs === null) screen.submit(screen.form?.elements.flatMap((element) => valueOf(element)));
  }
  return login.outcome;
}

function valueOf(element: Graph.FormElementFragment): Graph.WizardValueInput[] {
  if (element.__typename === 'WizardTextField') {
    return [{ name: element.name, value: element.value ?? (element.secret ? '123456' : 'abcdef') }];
  }
  if (element.__typename === 'WizardCheckboxField') return [{ name: element.name, value: 'true' }];
  if (element.__typename !== 'WizardChoiceField') return [];
  return [{ name: element.name, value: element.selected ?? element.options[0]?.value ?? '' }];
}
