/** Random, so that clients do not retry all at once. */
export function someSeconds(): number {
  return 1 + Math.floor(Math.random() * 3);
}
