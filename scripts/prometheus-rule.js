import { readFileSync } from 'node:fs';
import { parse, stringify } from 'yaml';

// `npm run --silent kubernetes:alerts > deploy/kubernetes/components/monitoring/prometheus-rule.yaml`: the rules of Prometheus, as
// the resource that the Prometheus Operator reads.

const { groups } = parse(readFileSync(new URL('../dashboards/alerts.yml', import.meta.url), 'utf8'));
const rule = {
  apiVersion: 'monitoring.coreos.com/v1',
  kind: 'PrometheusRule',
  metadata: { name: 'xs2a-gateway', labels: { 'app.kubernetes.io/part-of': 'xs2a-gateway' } },
  spec: { groups },
};
process.stdout.write(
  `# Made from dashboards/alerts.yml: npm run kubernetes:alerts.\n${stringify(rule, { lineWidth: 0 })}`,
);
