import { CallTime } from './call-time.js';
import { operationOf, type TypedDocument } from './document.js';
import { sendable } from './requests.js';
import { Subscription } from './subscription.js';
import { Transport } from './transport.js';
import type { Result } from './answer.js';
import type { GatewayClientOptions, SubscribeOptions } from './options.js';

/**
 * Sends documents and follows subscriptions, and nothing else.
 *
 * ```ts
 * import { LiveTransport } from '@xs2a-graphql-gateway/client';
 *
 * const gateway = new LiveTransport({ url: 'https://gateway.example.com/graphql', token: () => session.accessToken });
 * ```
 */
export class LiveTransport extends Transport {
  readonly #options: GatewayClientOptions;

  constructor(options: GatewayClientOptions) {
    super(options);
    this.#options = options;
  }

  /**
   * Follows a subscription of your own, or one of `@xs2a-graphql-gateway/client/documents`, over server-sent events. A lost connection is made again, with a
   * token of that time and with what the variables are then.
   *
   * ```ts
   * import { TurnoversChangedDocument } from '@xs2a-graphql-gateway/client/documents';
   *
   * let since = stored.cursor;
   * for await (const { data, errors } of gateway.subscribe(TurnoversChangedDocument, () => ({ accountId: id, since }))) {
   *   show(data.turnoversChanged.months, errors);
   *   since = data.turnoversChanged.cursor;
   * }
   * ```
   *
   * @param variables or what gives them, called before each connection
   * @returns ends with the subscription
   * @throws GatewayError when connecting again cannot help
   */
  async *subscribe<Data, Variables>(
    document: TypedDocument<Data, Variables>,
    variables: Variables | (() => Variables),
    options: SubscribeOptions = {},
  ): AsyncGenerator<Result<Data>, void, undefined> {
    const { text, name } = operationOf(document, ['subscription']);
    const bodyOf = () => {
      const present = typeof variables === 'function' ? (variables as () => Variables)() : variables;
      return sendable(() => JSON.stringify({ query: text, variables: present, operationName: name }));
    };
    const time = new CallTime(Infinity, [this.#options.signal, options.signal]);
    try {
      yield* new Subscription(this.#options, options, bodyOf, time).results() as AsyncGenerator<Result<Data>, void>;
    } finally {
      time.close();
    }
  }

  /**
   * Follows a subscription, and takes the thing that it is about out of each event.
   *
   * @internal
   * @throws GatewayError also when a part of it is missing
   */
  async *follow<Data, Variables, Thing>(
    document: TypedDocument<Data, Variables>,
    variables: Variables,
    pick: (data: Data) => Thing,
    options?: SubscribeOptions,
  ): AsyncGenerator<Thing, void, undefined> {
    for await (const { data, errors } of this.subscribe(document, variables, options)) {
      if (errors[0] !== undefined) throw errors[0];
      yield pick(data);
    }
  }
}
