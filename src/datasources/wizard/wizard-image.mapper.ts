import { textOf } from '../xs2a/lenient.js';

/** The base64 of an image, also from a `data:` URL. */
export function base64Of(value: unknown): string | null {
  return textOf(value)?.replace(/^data:[^,]*;base64,/, '') ?? null;
}
