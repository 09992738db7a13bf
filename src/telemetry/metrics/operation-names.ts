import { operationName } from '../logging/log-field.js';
import { BoundedNames } from './bounded-names.js';

/** Operation names as labels. */
export class OperationNames extends BoundedNames {
  constructor(onForgotten?: (name: string) => void, now?: () => number) {
    const isSafe = (name: string) => operationName.read(name) !== undefined;
    super({ max: 200, maxOfCaller: { bankUser: 20, service: 100 }, isSafe }, onForgotten, now);
  }
}
