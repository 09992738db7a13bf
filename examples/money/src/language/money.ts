/** An amount as the graph has it: a decimal text, never a float, which would be off by cents. */
export interface Money {
  readonly value: string;
  readonly currency?: string | null;
}

/** Their exact sum, in the currency of the first. They have to be of one currency. */
export function sum(amounts: readonly Money[]): Money {
  const scale = Math.max(0, ...amounts.map(({ value }) => decimalsOf(value)));
  const units = amounts.reduce((total, { value }) => total + toUnits(value, scale), 0n);
  return { value: fromUnits(units, scale), currency: amounts[0]?.currency ?? null };
}

export function negate({ value, currency }: Money): Money {
  const negated = value.startsWith('-') ? value.slice(1) : /[1-9]/.test(value) ? `-${value}` : value;
  return { value: negated, currency: currency ?? null };
}

export function isNegative({ value }: Money): boolean {
  return value.startsWith('-');
}

function decimalsOf(value: string): number {
  return value.split('.')[1]?.length ?? 0;
}

function toUnits(value: string, scale: number): bigint {
  const [whole = '0', decimals = ''] = value.split('.');
  return BigInt(whole + decimals.padEnd(scale, '0'));
}

function fromUnits(units: bigint, scale: number): string {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  return `${units < 0n ? '-' : ''}${whole}${scale > 0 ? `.${digits.slice(-scale)}` : ''}`;
}
