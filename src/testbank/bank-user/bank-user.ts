/** A person with connections to banks. */
export interface BankUser {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly createdAt: Date;
}
