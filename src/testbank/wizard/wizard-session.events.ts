import { publish } from '../event/event.publish.js';
import type { World } from '../world.js';
import type { WizardSession } from './wizard-session.js';
import { toSessionWire } from './wizard-session.wire.js';

const messages = {
  created: 'The transaction was created.',
  updated: 'The transaction was updated.',
} as const;

/** Types published by the vendor's Node SDK. The key stays out: whoever gets the webhook could log in with it. */
export function publishSession(world: World, session: WizardSession, event: keyof typeof messages): void {
  publish(world, {
    type: `transaction.${event}`,
    transaction: session.transaction,
    message: messages[event],
    data: { ...toSessionWire(session), wizard_session_key: undefined },
  });
}
