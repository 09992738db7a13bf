import { bankUserGlobalId, ownedGlobalId } from '../../src/domain/global-id.js';
import { until } from '../support/until.js';
import { BankLogin } from '../support/bank-login.js';
import { MAX_BYTES, type Strike } from '../support/fault-kinds.js';
import { FaultyFront, type Struck } from '../support/faulty-front.js';
import { GatewayUnderTest, type Answer, type Caller } from '../support/gateway-under-test.js';
import { BankUnderTest, type Person } from '../support/test-bank.js';
import type { GraphRead, Somebody } from './graph-reads.js';

const PAUSES = { attempts: 2, pauseMs: 1, longestPauseMs: 1 };

/** Longer than anything takes on a busy machine: where nothing hangs, no limit of time may be what fails. */
const PATIENT = {
  limits: { read: { ...PAUSES, totalMs: 60_000, attemptMs: 30_000 }, writeMs: 30_000, maxBytes: MAX_BYTES },
  settings: { UPSTREAM_WIZARD_SECONDS: '60', OPERATION_SECONDS: '60' },
};

/**
 * So that what hangs does not hold up the test, while what does not hang is there in time on a busy machine. Steps of bank logins are
 * over as soon as everything else.
 */
const BRIEF = {
  limits: { read: { ...PAUSES, totalMs: 20_000, attemptMs: 9_900 }, writeMs: 9_900, maxBytes: MAX_BYTES },
  settings: { UPSTREAM_WIZARD_SECONDS: '10', OPERATION_SECONDS: '30' },
};

/** One operation before its fault has ended, and the same one right after it. */
export interface Outcome {
  readonly somebody: Somebody;
  readonly struck: Struck;
  readonly broken: Answer<Data | null>;
  readonly healed: Answer<Data | null>;
}

interface Prepared {
  readonly read: GraphRead;
  readonly somebody: Somebody;
  readonly caller: Caller;
}

export type Data = Record<string, unknown>;

const ask = ({ read, somebody, caller }: Prepared) => caller.ask<Data | null>(read.query, somebody.variables);

/** The whole gateway, in front of a test bank of which single routes can be broken for single people. */
export class FaultyGateway {
  private constructor(
    private readonly bank: BankUnderTest,
    readonly front: FaultyFront,
    readonly gateway: GatewayUnderTest,
    private readonly other: Person,
  ) {}

  /** @param hangs whether something will hang */
  static async start({ hangs = false } = {}): Promise<FaultyGateway> {
    const { limits, settings } = hangs ? BRIEF : PATIENT;
    const bank = await BankUnderTest.start();
    const front = await FaultyFront.before(bank.url);
    const gateway = await GatewayUnderTest.start({ url: front.url, apiKey: bank.apiKey }, settings, limits);
    return new FaultyGateway(bank, front, gateway, await bank.addPerson());
  }

  /** Asks for everything side by side: the reads are of different people. */
  async askAll(reads: readonly GraphRead[], strike: Strike): Promise<readonly Outcome[]> {
    const prepared: Prepared[] = [];
    for (const read of reads) prepared.push(await this.prepare(read));
    const struck = prepared.map(({ read, somebody }) => this.front.strike(read.target(somebody), strike));
    const ask = ({ read, somebody, caller }: Prepared) => caller.ask<Data | null>(read.query, somebody.variables);
    const broken = await this.besideOthers(Promise.all(prepared.map(ask)));
    for (const one of struck) one.lift();
    const healed = await Promise.all(prepared.map(ask));
    return prepared.flatMap(({ somebody }, index) => {
      const parts = { struck: struck[index], broken: broken[index], healed: healed[index] };
      return [{ somebody, ...(parts as Omit<Outcome, 'somebody'>) }];
    });
  }

  /** As `askAll`, while nobody listens at all. */
  async askWhileAway(reads: readonly GraphRead[]): Promise<readonly Pick<Outcome, 'broken' | 'healed'>[]> {
    const prepared: Prepared[] = [];
    for (const read of reads) prepared.push(await this.prepare(read));
    const comeBack = await this.front.goAway();
    const broken = await Promise.all(prepared.map(ask));
    await comeBack();
    const healed = await Promise.all(prepared.map(ask));
    return broken.flatMap((answer, index) => {
      const again = healed[index];
      return again === undefined ? [] : [{ broken: answer, healed: again }];
    });
  }

  /** Somebody of whom nothing is broken reads on: while nobody is answered, the circuit opens, which is for other tests. */
  private async besideOthers<T>(work: Promise<T>): Promise<T> {
    const other = await this.gateway.as(this.other);
    const readOn = () => void other.ask('{ viewer { connections { xs2aId } } }');
    const reading = setInterval(readOn, 200);
    return work.finally(() => {
      clearInterval(reading);
    });
  }

  async close(): Promise<void> {
    await this.gateway.close();
    await until('every connection is let go', async () => (await this.front.openConnections()) === 0);
    await this.front.close();
    await this.bank.close();
  }

  /** Somebody new, of whom nothing is known yet but, where it is asked for, a bank login. */
  private async prepare(read: GraphRead): Promise<Prepared> {
    const { id: bankUserId, connections, accounts } = await this.bank.addPerson({ accounts: 2, turnovers: 3 });
    const person = await this.gateway.as({ id: bankUserId });
    const owned = (type: 'Account' | 'BankConnection', xs2aId = '') => ownedGlobalId(type, { bankUserId, xs2aId });
    const login = /\$(session|key)/.test(read.query) ? await BankLogin.begin(person) : undefined;
    const variables = {
      user: bankUserGlobalId(bankUserId),
      a: owned('Account', accounts[0]),
      b: owned('Account', accounts[1]),
      connection: owned('BankConnection', connections[0]),
      session: login?.transactionId ?? '',
      key: login?.key ?? '',
    };
    const caller = read.byService ? await this.gateway.service() : person;
    return { read, caller, somebody: { bankUserId, accountId: accounts[0] ?? '', variables } };
  }
}
