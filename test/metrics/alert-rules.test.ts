import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { stringify } from 'yaml';
import { describeUnless, notInstalled } from '../support/unless.js';

const RULES = resolve('dashboards/alerts.yml');

interface Stretch {
  readonly minutes: number;
  /** Operations in a minute, all of them queries. */
  readonly operations: number;
  readonly faults?: number;
  readonly slow?: number;
  /** Requests that are refused before they are operations. */
  readonly refused?: number;
}

interface Situation {
  readonly what: string;
  /** Only by `npm run soak:alerts`. */
  readonly isLong?: boolean;
  readonly stretches: readonly Stretch[];
  readonly fires: readonly string[];
}

const HOUR = 60;
const DAY = 24 * HOUR;

/** What fires at the end of it, of the alerts about objectives. */
const SITUATIONS: readonly Situation[] = [
  { what: 'everything is served', stretches: [{ minutes: 3 * HOUR, operations: 600 }], fires: [] },
  { what: 'nobody asks', isLong: true, stretches: [{ minutes: HOUR, operations: 0 }], fires: [] },
  {
    what: 'one of 2,000 fails for a day, half of what may',
    isLong: true,
    stretches: [{ minutes: DAY, operations: 2_000, faults: 1 }],
    fires: [],
  },
  {
    what: '2 % fail for 80 minutes after a good day',
    stretches: [
      { minutes: DAY, operations: 600 },
      { minutes: 80, operations: 600, faults: 12 },
    ],
    fires: ['GatewayFailureBudgetFast'],
  },
  {
    what: 'everything fails for 25 minutes',
    isLong: true,
    stretches: [
      { minutes: DAY, operations: 600 },
      { minutes: 25, operations: 600, faults: 600 },
    ],
    fires: ['GatewayFailureBudgetFast'],
  },
  {
    what: 'everything failed for 25 minutes, an hour ago',
    stretches: [
      { minutes: DAY, operations: 600 },
      { minutes: 25, operations: 600, faults: 600 },
      { minutes: HOUR, operations: 600 },
    ],
    fires: ['GatewayFailureBudgetSlow'],
  },
  {
    what: 'requests are refused, and none becomes an operation',
    isLong: true,
    stretches: [
      { minutes: DAY, operations: 600 },
      { minutes: HOUR, operations: 0, refused: 600 },
    ],
    fires: ['GatewayFailureBudgetFast', 'GatewayFailureBudgetSlow'],
  },
  {
    what: 'four of a thousand fail for a day',
    isLong: true,
    stretches: [{ minutes: DAY, operations: 1_000, faults: 4 }],
    fires: ['GatewayFailureBudgetSlow'],
  },
  {
    what: 'two of a thousand fail for three days',
    isLong: true,
    stretches: [{ minutes: 3 * DAY, operations: 1_000, faults: 2 }],
    fires: ['GatewayFailureBudgetSlow'],
  },
  {
    what: 'one of ten fails at night, of one in six minutes',
    isLong: true,
    stretches: [
      { minutes: DAY, operations: 600 },
      { minutes: HOUR, operations: 1 / 6, faults: 1 / 60 },
    ],
    fires: [],
  },
  {
    what: 'a fifth of the queries is slow for 80 minutes',
    stretches: [
      { minutes: DAY, operations: 600 },
      { minutes: 80, operations: 600, slow: 120 },
    ],
    fires: ['GatewayLatencyBudgetFast'],
  },
  {
    what: 'four of a hundred queries are slow for a day',
    isLong: true,
    stretches: [{ minutes: DAY, operations: 600, slow: 24 }],
    fires: ['GatewayLatencyBudgetSlow'],
  },
];

const ALERTS = ['Failure', 'Latency'].flatMap((budget) =>
  ['Fast', 'Slow'].map((speed) => `Gateway${budget}Budget${speed}`),
);

/** The shortest window has two of them. */
const SAMPLE_MINUTES = 2;
const EVALUATION_MINUTES = 10;

/** A counter in promtool's notation: its value at each sample. */
function counter(series: string, stretches: readonly Stretch[], inMinute: (stretch: Stretch) => number) {
  let value = 0;
  const parts = stretches.map((stretch) => {
    const samples = Math.floor(stretch.minutes / SAMPLE_MINUTES);
    const step = inMinute(stretch) * SAMPLE_MINUTES;
    const from = value;
    value += step * samples;
    return `${from}+${step}x${samples - 1}`;
  });
  return { series, values: parts.join(' ') };
}

function seriesOf(stretches: readonly Stretch[]) {
  const duration = 'xs2a_gateway_operation_duration_seconds';
  const of = (series: string, inMinute: (stretch: Stretch) => number) => counter(series, stretches, inMinute);
  return [
    of('xs2a_gateway_operation_faults_total{code="UPSTREAM_TIMEOUT"}', ({ faults = 0 }) => faults),
    of('xs2a_gateway_operation_faults_total{code="OUTCOME_UNKNOWN"}', () => 0),
    of('xs2a_gateway_http_requests_total{route="/graphql",method="POST",status="200"}', ({ operations }) => operations),
    of('xs2a_gateway_http_requests_total{route="/graphql",method="POST",status="503"}', ({ refused = 0 }) => refused),
    of('xs2a_gateway_http_requests_total{route="/health/ready",method="GET",status="503"}', () => 60),
    of(`${duration}_count{type="query"}`, ({ operations }) => operations),
    of(`${duration}_bucket{type="query",le="5"}`, ({ operations, slow = 0 }) => operations - slow),
    of(`${duration}_bucket{type="query",le="+Inf"}`, ({ operations }) => operations),
  ];
}

function testOf({ what, stretches, fires }: Situation) {
  const minutes = stretches.reduce((sum, stretch) => sum + stretch.minutes, 0);
  // Between two evaluations there is no series of alerts.
  const lastEvaluation = Math.floor((minutes - SAMPLE_MINUTES) / EVALUATION_MINUTES) * EVALUATION_MINUTES;
  return {
    name: what,
    interval: `${SAMPLE_MINUTES}m`,
    input_series: seriesOf(stretches),
    // Labels and texts are in the file; only whether it fires is asked here.
    promql_expr_test: ALERTS.map((alert) => ({
      expr: `count(ALERTS{alertname="${alert}",alertstate="firing"})`,
      eval_time: `${lastEvaluation}m`,
      exp_samples: fires.includes(alert) ? [{ labels: '{}', value: 1 }] : [],
    })),
  };
}

describeUnless(notInstalled('promtool', ['--version']))('the alerts about objectives, in the words of promtool', () => {
  it('are good rules', () => {
    expect(execFileSync('promtool', ['check', 'rules', RULES], { encoding: 'utf8' })).toContain('SUCCESS');
  });

  it.each(SITUATIONS.filter(({ isLong = false }) => !isLong || process.env.ALERT_SITUATIONS === 'all'))(
    'fire when $what: $fires',
    (situation) => {
      const folder = mkdtempSync(join(tmpdir(), 'promtool-'));
      const file = join(folder, 'test.yml');
      writeFileSync(
        file,
        stringify({
          rule_files: [RULES],
          // What the alerts read is recorded first, since the next evaluation would find it too old.
          group_eval_order: ['xs2a-gateway-objectives', 'xs2a-gateway'],
          evaluation_interval: `${EVALUATION_MINUTES}m`,
          tests: [testOf(situation)],
        }),
      );
      const { stdout, stderr } = spawnSync('promtool', ['test', 'rules', file], { encoding: 'utf8' });
      rmSync(folder, { recursive: true });
      expect(`${stdout}${stderr}`).toContain('SUCCESS');
    },
  );
});
