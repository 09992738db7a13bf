import { hash, timingSafeEqual } from 'node:crypto';
import type { ApolloServerPlugin, GraphQLRequestContext, GraphQLRequestExecutionListener } from '@apollo/server';
import { ApolloServerPluginInlineTrace } from '@apollo/server/plugin/inlineTrace';
import { defaultFieldResolver, GraphQLError, isObjectType, type GraphQLField, type GraphQLSchema } from 'graphql';
import { isPromise } from '../domain/maybe-promise.js';
import type { GatewayContext } from '../operation/context.js';
import { maskError } from './error-masking.js';

export interface FederatedTracesOptions {
  /** A schema of its own, whose resolvers are wrapped. */
  readonly schema: GraphQLSchema;
  /** The router sends it with requests for its callers; undefined: only a service caller is taken for the router. */
  readonly routerSecret: string | undefined;
}

/** The header in which a router proves that it is the router. */
export const ROUTER_SECRET_HEADER = 'x-router-secret';

type WillResolveField = NonNullable<GraphQLRequestExecutionListener<GatewayContext>['willResolveField']>;

/**
 * Traces of single fields, which a router asks for by the header `apollo-federation-include-trace: ftv1` and which `extensions.ftv1` of
 * the response contains. Apollo Server makes them, but it learns of fields by wrapping the resolvers of a schema, which would slow down
 * every operation: so traced operations have a schema of their own.
 */
export class FederatedTraces {
  readonly schema: GraphQLSchema;
  private readonly inlineTrace = ApolloServerPluginInlineTrace({ includeErrors: { unmodified: true } });
  private readonly traced = new WeakMap<GatewayContext, WillResolveField>();
  private readonly secretDigest: Buffer | undefined;

  constructor({ schema, routerSecret }: FederatedTracesOptions) {
    this.schema = schema;
    this.secretDigest = routerSecret === undefined ? undefined : digestOf(routerSecret);
    for (const type of Object.values(schema.getTypeMap())) {
      if (!isObjectType(type) || type.name.startsWith('__')) continue;
      for (const field of Object.values(type.getFields())) this.observe(field as GraphQLField<unknown, GatewayContext>);
    }
  }

  /** Whether the operation with this context is traced: then it is executed with the schema of the traces. */
  isTraced(context: GatewayContext): boolean {
    return this.traced.has(context);
  }

  readonly plugin: ApolloServerPlugin<GatewayContext> = {
    requestDidStart: async (request) => {
      if (!this.isFromRouter(request)) return undefined;
      const listener = await this.inlineTrace.requestDidStart?.(request);
      if (!listener) return undefined;
      return {
        willSendResponse: (answered) => listener.willSendResponse?.(answered) ?? Promise.resolve(),
        executionDidStart: async (executed) => {
          const execution = await listener.executionDidStart?.(executed);
          if (execution) this.traced.set(executed.contextValue, (field) => execution.willResolveField?.(field));
          // Given to Apollo Server, the listener would have the resolvers of all operations wrapped.
          return undefined;
        },
        // In the form in which the response has them.
        didEncounterErrors: async (encountered) => {
          await listener.didEncounterErrors?.({ ...encountered, errors: encountered.errors.map(publicForm) });
        },
      };
    },
  };

  private isFromRouter({ request, contextValue }: GraphQLRequestContext<GatewayContext>): boolean {
    if (contextValue.caller.kind === 'service') return true;
    const sent = request.http?.headers.get(ROUTER_SECRET_HEADER);
    return this.secretDigest !== undefined && sent !== undefined && timingSafeEqual(digestOf(sent), this.secretDigest);
  }

  private observe(field: GraphQLField<unknown, GatewayContext>): void {
    const resolve = field.resolve ?? defaultFieldResolver;
    field.resolve = (source, args: Record<string, unknown>, contextValue, info) => {
      const end = this.traced.get(contextValue)?.({ source, args, contextValue, info });
      const finish = () => {
        if (typeof end === 'function') end(null);
      };
      try {
        const value: unknown = resolve(source, args, contextValue, info);
        whenSettled(value, finish);
        return value;
      } catch (error) {
        finish();
        throw error;
      }
    };
  }
}

/** A list has settled with all of its items. */
function whenSettled(value: unknown, finish: () => void): void {
  if (isPromise(value)) {
    value.then((settled) => {
      whenSettled(settled, finish);
    }, finish);
  } else if (Array.isArray(value) && value.some(isPromise)) {
    void Promise.allSettled(value).then(finish);
  } else {
    finish();
  }
}

function publicForm(error: GraphQLError): GraphQLError {
  const { message, extensions } = maskError(error.toJSON(), error);
  const { nodes, path } = error;
  return new GraphQLError(message, {
    ...(nodes && { nodes }),
    ...(path && { path }),
    ...(extensions && { extensions }),
  });
}

function digestOf(text: string): Buffer {
  return hash('sha256', text, 'buffer');
}
