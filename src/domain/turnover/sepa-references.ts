import { purposeText } from './purpose-text.js';

/** The SEPA fields within a purpose; null where it has none. */
export interface SepaReferences {
  readonly endToEndId: string | null;
  readonly mandateId: string | null;
  readonly creditorId: string | null;
  readonly customerReference: string | null;
  /** What the payer wrote. */
  readonly remittance: string | null;
  /** ISO 20022 external purpose code. */
  readonly purposeCode: string | null;
}

/** German banks write `EREF+` at the start of a line or after a space; some use a colon. */
const PART = /(?:^|\s)(EREF|KREF|MREF|CRED|DEBT|COAM|OAMT|SVWZ|ABWA|ABWE|PURP)[+:]\s*/;

const ABSENT = /^(?:NOT ?PROVIDED|NONREF)$/i;

/** @returns null when the purpose has no SEPA fields */
export function sepaReferences(purpose: readonly string[]): SepaReferences | null {
  const [, ...pieces] = purposeText(purpose).split(PART);
  if (pieces.length === 0) return null;
  const parts = new Map<string, string>();
  for (let i = 0; i + 1 < pieces.length; i += 2) {
    const [mark = '', text = ''] = pieces.slice(i, i + 2);
    if (!parts.has(mark)) parts.set(mark, text.trim());
  }
  const part = (mark: string): string | null => {
    const text = parts.get(mark) ?? '';
    return text === '' || ABSENT.test(text) ? null : text;
  };
  return {
    endToEndId: part('EREF'),
    mandateId: part('MREF'),
    creditorId: part('CRED'),
    customerReference: part('KREF'),
    remittance: part('SVWZ'),
    purposeCode: part('PURP'),
  };
}
