import { callOutcomeOf, outcomeOf, routeLabelOf } from '../../src/telemetry/metrics/labels.js';

it.each<[readonly string[], string]>([
  [[], 'ok'],
  [['NOT_FOUND', 'UPSTREAM_TIMEOUT'], 'NOT_FOUND'],
  [['NOT_FOUND', 'INTERNAL_SERVER_ERROR'], 'INTERNAL_SERVER_ERROR'],
  [['GRAPHQL_PARSE_FAILED'], 'GRAPHQL_PARSE_FAILED'],
  [['A_SECRET_OF_SOMEBODY'], 'other'],
])('an operation with the errors %j comes out as %s', (codes, label) => {
  expect(outcomeOf(codes)).toBe(label);
});

it.each([
  [200, '200'],
  [429, '429'],
  [418, '4xx'],
  [599, '5xx'],
  ['TIMEOUT', 'TIMEOUT'],
])('a call that ends with %s comes out as %s', (outcome, label) => {
  expect(callOutcomeOf(outcome)).toBe(label);
});

it('knows routes by their templates, and nothing that has an id in it', () => {
  expect(routeLabelOf('/v1/api/accounts/{accountId}/balance')).toBe('/v1/api/accounts/{accountId}/balance');
  expect(routeLabelOf('/v1/api/accounts/4711/balance')).toBe('other');
  expect(routeLabelOf('/v1/api/accounts?iban=DE89370400440532013000')).toBe('other');
});
