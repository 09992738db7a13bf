import { failure } from './other-xs2a/answer.js';
import { OtherXs2a } from './other-xs2a/server.js';
import { newPerson } from './other-xs2a/world.js';
import { Deployment, JWT_SECRET } from './harness/deployment.js';
import { GraphIds } from './harness/graph-ids.js';
import { leaksInAnswer, leaksInOutput } from './harness/leaks.js';
import { addAccount, addConnection } from './people/records.js';
import { rubbish, zoo } from './people/zoo.js';

/** What a caller hands in and nobody may say again. */
const HANDED_IN = ['caller-secret-share', 'DE00CALLERSIBAN', 'caller-secret-variable', 'caller@secret.example'];

describe('secrets', () => {
  const person = newPerson('Leak-_1', { name: 'Lena Leckstein', email: 'lena@leckstein.example' });
  const connection = addConnection(person, 1, { sync_mode: 'shared' });
  const account = addAccount(person, connection, 2, { rows: [...zoo(), ...rubbish()] });
  const other = newPerson('Leak-_2', { name: 'Lothar Leckstein', email: 'lothar@leckstein.example' });

  // The deployment's own end looks for tokens, keys, names, IBANs and upstream's words, in the output and in every answer.
  it('are in no line of the log and in no error, at the noisiest level and whatever goes wrong', async () => {
    const deployment = await Deployment.start([person, other], { LOG_LEVEL: 'trace' });
    const caller = deployment.as(person);
    const ids = await GraphIds.of(caller);
    const id = ids.connection(connection);
    const accountId = ids.account(account);
    const operations: [string, Record<string, unknown>][] = [
      [
        'query($id: ID!) { account(id: $id) { iban holder balance { amount { value } } turnovers(first: 100) { nodes { id counterparty { iban } } } } }',
        { id: accountId },
      ],
      ['{ viewer { name email connections { id } accounts { id iban } } }', {}],
      [
        'mutation($id: ID!, $s: String) { syncBankConnection(input: { id: $id, credentialShare: $s }) { __typename } }',
        { id, s: HANDED_IN[0] },
      ],
      ['mutation($id: ID!) { resetBankConnection(input: { id: $id }) { __typename } }', { id }],
      ['mutation($id: ID!) { markTurnoversSeen(input: { accountId: $id }) { __typename } }', { id: accountId }],
      ['mutation { createBankConnection(input: { syncMode: NONE }) { __typename } }', {}],
      [
        'query($id: ID!) { account(id: $id) { turnovers(first: 1, after: "DE00CALLERSIBAN") { totalCount } } }',
        { id: accountId },
      ],
      ['query($id: ID!) { account(id: $id) { id } }', { id: HANDED_IN[2] }],
      [
        'query($id: ID!) { account(id: $id) { turnovers(filter: { from: "DE00CALLERSIBAN" }) { totalCount } } }',
        { id: accountId },
      ],
      ['query($first: Int) { bankUsers(first: $first) { totalCount } }', { first: HANDED_IN[2] }],
      ['{ viewer { caller_secret_field } ', {}],
    ];
    for (const status of [200, 500, 401, 422, 404, 429]) {
      const lift =
        status === 200
          ? undefined
          : deployment.xs2a.fault({ path: /./, strike: { kind: 'answer', answer: failure(status) } });
      const answers = await Promise.all(operations.map(([operation, variables]) => caller.ask(operation, variables)));
      for (const text of HANDED_IN) expect(JSON.stringify(answers.map(({ errors }) => errors))).not.toContain(text);
      await deployment
        .service()
        .ask(
          'mutation { createBankUser(input: { name: "caller-secret-variable", email: "caller@secret.example" }) { __typename } }',
        );
      lift?.();
    }
    await deployment.bearing('caller-secret-variable').ask('{ __typename }');
    await fetch(`${deployment.gateway.url}/graphql?query={viewer{id}}&token=caller-secret-variable`).then((response) =>
      response.text(),
    );
    await fetch(`${deployment.gateway.url}/caller-secret-variable`).then((response) => response.text());
    await deployment.stop();
    for (const text of [...HANDED_IN, JWT_SECRET]) expect(deployment.gateway.output).not.toContain(text);
    expect(deployment.gateway.output.length).toBeGreaterThan(0);
  });

  it('are found by the search where there are any', async () => {
    const xs2a = await OtherXs2a.start([person, other]);
    const iban = String(account.raw.iban);
    expect(leaksInOutput(`{"level":30,"iban":"${iban}","key":"${xs2a.apiKey}"}`, xs2a, [])).toEqual([
      xs2a.apiKey,
      iban,
    ]);
    expect(leaksInAnswer(JSON.stringify({ data: { iban } }), xs2a, [])).toEqual([]);
    expect(leaksInAnswer(JSON.stringify({ data: null, errors: [{ message: iban }] }), xs2a, [])).toEqual([iban]);
    expect(leaksInAnswer(JSON.stringify({ data: { token: 'a-jwt' } }), xs2a, ['a-jwt'])).toEqual(['a-jwt']);
    await xs2a.stop();
  });
});
