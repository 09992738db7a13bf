import type { OperationDefinitionNode } from 'graphql';

/** Numbers operations, each when it comes for the first time: keys are made of them. Forgotten ones are never numbered alike. */
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
