/** The store did not answer in time; what was asked of it may still happen. */
export class StoreTimeout extends Error {
  override readonly name = 'StoreTimeout';
}

/** There is no connection to the store at the moment, or the store was closed; what was asked of it does not happen. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}
