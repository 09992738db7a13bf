/** The program that sent a request, as it names itself. Anybody can send anything. */
export interface ClientApp {
  readonly name: string | undefined;
  readonly version: string | undefined;
}

/** What is known of a request beside its caller and its operation. */
export interface RequestHead {
  readonly requestId: string;
  readonly client: ClientApp;
}
