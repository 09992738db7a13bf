import { berlinTime } from '../calendar.js';

/** A person with connections to banks. */
export interface BankUser {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly createdAt: Date;
}

/** `testmode` is always true here: the vendor's own client is tested against it. */
export function toBankUserWire(user: BankUser): Record<string, unknown> {
  return {
    id: user.id,
    name: user.name,
    email: user.email,
    testmode: true,
    created_at: berlinTime(user.createdAt),
    object: 'bank_user',
  };
}
