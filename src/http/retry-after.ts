/** Not the same for all, or they would all be back together. */
export function someSeconds(): number {
  return 1 + Math.floor(Math.random() * 3);
}
