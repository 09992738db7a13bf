/** XS2A's form of an error: a status, and a JSON body with the same number in `code` (published by the vendor's Node SDK). */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
    /** Messages by member of the request, in Laravel's form. */
    readonly fields?: Readonly<Record<string, readonly string[]>>,
  ) {
    super(message);
  }

  toWire(): Record<string, unknown> {
    return { code: this.status, message: this.message, ...(this.fields && { errors: this.fields }) };
  }
}

/** The same for missing objects and for those of others. */
export function notFound(): ApiError {
  return new ApiError(404, 'Not found.');
}

export function invalid(field: string, rule: string): ApiError {
  return new ApiError(422, 'The given data was invalid.', { [field]: [`The ${field} ${rule}`] });
}
