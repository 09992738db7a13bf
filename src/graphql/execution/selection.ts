import { isPromise } from '../../domain/maybe-promise.js';
import { failAfter, type ExecutionRun, type Place } from './execution-run.js';

/** A field of a selection. */
export interface PlannedField {
  /** Its response name. */
  readonly key: string;
  /** Its completed value or a promise of it; throws when a non-null field is null. */
  readonly run: (run: ExecutionRun, source: unknown, prev: Place | undefined) => unknown;
}

/** The selection on one type at one place of an operation. */
export class Selection {
  private readonly needsNoPrototype: boolean;

  constructor(private readonly fields: readonly PlannedField[]) {
    this.needsNoPrototype = fields.some(({ key }) => key === '__proto__');
  }

  run(run: ExecutionRun, source: unknown, place: Place | undefined): unknown {
    const answer = this.emptyAnswer();
    const waiting: PromiseLike<void>[] = [];
    try {
      for (const field of this.fields) {
        const value = field.run(run, source, place);
        answer[field.key] = value;
        if (isPromise(value)) waiting.push(value.then((settled) => void (answer[field.key] = settled)));
      }
    } catch (error) {
      return failAfter(waiting, error);
    }
    return waiting.length === 0 ? answer : Promise.all(waiting).then(() => answer);
  }

  private emptyAnswer(): Record<string, unknown> {
    // On an ordinary object, assigning `__proto__` would set its prototype.
    return this.needsNoPrototype ? (Object.create(null) as Record<string, unknown>) : {};
  }
}
