import type { Xs2aEvent } from '../schema/xs2a-event.type.js';
import { idOf, instantOf, recordOf, textOf, type UpstreamRecord } from './xs2a/lenient.js';

/** Null when the row has no usable id, or no type. */
export function toEvent(row: unknown): Xs2aEvent | null {
  const record = recordOf(row);
  const id = idOf(record?.id);
  const type = textOf(record?.type);
  if (record === null || id === null || type === null) return null;
  return { id, type, createdAt: instantOf(record.created_at), ...aboutOf(record) };
}

/** What an event is about. */
export function aboutOf({ transaction, data }: UpstreamRecord): Pick<Xs2aEvent, 'subjectXs2aId' | 'transactionId'> {
  const subject = recordOf(data);
  return { subjectXs2aId: idOf(subject?.id), transactionId: idOf(transaction) ?? idOf(subject?.transaction) };
}
