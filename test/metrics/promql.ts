import { parser } from '@prometheus-io/lezer-promql';

/** What an expression of PromQL reads. */
export interface Expression {
  readonly metrics: readonly string[];
  /** In its matchers and in what it groups by. */
  readonly labels: readonly string[];
}

/**
 * By Prometheus' own grammar. Variables of Grafana's are taken for what they are replaced with.
 *
 * @throws Error when it is no PromQL
 */
export function readPromql(text: string): Expression {
  const source = text.replaceAll('$__rate_interval', '5m').replaceAll(/\$(\w+)/g, '$1');
  const metrics: string[] = [];
  const labels: string[] = [];
  parser.parse(source).iterate({
    enter: ({ name, type, from, to }) => {
      const word = source.slice(from, to);
      if (type.isError) throw new Error(`This is no PromQL at ${from}: ${text}`);
      if (name === 'Identifier') metrics.push(word);
      if (name === 'LabelName') labels.push(word);
    },
  });
  return { metrics, labels };
}
