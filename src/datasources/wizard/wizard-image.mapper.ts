import { textOf } from '../xs2a/lenient.js';

/** A picture in base64 alone, also where upstream writes it as a `data:` URL. */
export function base64Of(value: unknown): string | null {
  return textOf(value)?.replace(/^data:[^,]*;base64,/, '') ?? null;
}
