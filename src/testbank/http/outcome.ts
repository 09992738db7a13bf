/** What XS2A answers with when there is nothing to show: the status again, and a word (published by the vendor's SDKs). */
export interface Outcome {
  code: number;
  message: string;
}

export function done(): Outcome {
  return { code: 200, message: 'OK' };
}

export function deleted(): Outcome {
  return { code: 200, message: 'Deleted' };
}
