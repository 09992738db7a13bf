import type { OperationDefinitionNode } from 'graphql';

/** Numbers operations on first use, for cache keys. Numbers of evicted operations are not reused. */
export class OperationNumbers {
  private readonly numbers = new WeakMap<OperationDefinitionNode, number>();
  private next = 0;

  of(operation: OperationDefinitionNode): number {
    const known = this.numbers.get(operation);
    if (known !== undefined) return known;
    this.numbers.set(operation, this.next);
    return this.next++;
  }
}
