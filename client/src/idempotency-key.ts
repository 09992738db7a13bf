/** The input with a key, so that it can be sent again and happens once. */
export function keyed<Input extends { readonly idempotencyKey?: string | null | undefined }>(
  input: Input,
): Input & { readonly idempotencyKey: string } {
  return { ...input, idempotencyKey: input.idempotencyKey ?? randomKey() };
}

/** `crypto.randomUUID` is there for pages over https alone. */
function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
