import type { Result } from './answer.js';
import { CallTime } from './call-time.js';
import { GatewayError } from './errors.js';
import type {
  StartedWizardFragment,
  SubmitWizardStepInput,
  SubmitWizardStepMutation,
  WizardValueInput,
} from './generated/operations.js';
import type { RequestOptions } from './options.js';

type StepOutcome = SubmitWizardStepMutation['submitWizardStep'];
type Step = Extract<StepOutcome, { readonly __typename: 'WizardStep' }>;

/** How a bank login has ended: a `WizardStep` that is `finished`, or a failure. */
export type LoginOutcome = Exclude<StepOutcome, { readonly __typename: 'WizardStepPending' }>;

/** Where a login is to be gone through. */
export interface BankLoginOptions extends RequestOptions {
  /** Whose login it is. Not needed by a caller who is a bank user. */
  readonly bankUserId?: string | undefined;
}

/** What the person does on a screen. */
export type ScreenAnswer = Pick<SubmitWizardStepInput, 'action' | 'values'>;

/**
 * One screen of a bank login. Where `pollAfterMs` is not null the person is doing something elsewhere, and the login goes on by itself.
 *
 * ```ts
 * screen.submit([{ name: 'USER_NAME', value: 'paula' }]);
 * ```
 */
export class LoginScreen {
  /** What to show. */
  readonly form: Step['form'];
  /** What was wrong with the last screen. */
  readonly error: Step['error'];
  readonly pollAfterMs: number | null;
  /** Of fields of the screen that could not be read. */
  readonly errors: readonly GatewayError[];
  readonly #answer: (answer: ScreenAnswer) => void;

  constructor({ data, errors }: Result<Step>, answer: (answer: ScreenAnswer) => void) {
    this.form = data.form;
    this.error = data.error;
    this.pollAfterMs = data.pollAfterMs;
    this.errors = errors;
    this.#answer = answer;
  }

  /**
   * What was filled in, a value for each field by its `name`.
   *
   * ```ts
   * screen.submit([{ name: 'USER_NAME', value: 'paula' }]);
   * ```
   */
  submit(values: readonly WizardValueInput[] = []): void {
    this.#answer({ values });
  }

  /**
   * Anything that is not a submission.
   *
   * ```ts
   * screen.act('BACK');
   * ```
   */
  act(action: NonNullable<ScreenAnswer['action']>, values?: readonly WizardValueInput[]): void {
    this.#answer({ action, values });
  }
}

/**
 * A bank login, screen by screen: answer each within the loop; the answer is sent when the next one is asked for.
 *
 * ```ts
 * const login = gateway.bankLogin(wizardSession);
 * for await (const screen of login) {
 *   if (screen.pollAfterMs === null) screen.submit(await ask(screen.form, screen.error));
 *   else show('Please approve the login in your app.');
 * }
 * if (login.outcome?.__typename === 'WizardStep') showAccounts();
 * ```
 */
export class BankLogin implements AsyncIterable<LoginScreen> {
  readonly #session: StartedWizardFragment;
  readonly #options: BankLoginOptions;
  readonly #send: (input: SubmitWizardStepInput, options: RequestOptions) => Promise<Result<StepOutcome>>;
  #outcome: LoginOutcome | undefined;

  constructor(
    session: StartedWizardFragment,
    options: BankLoginOptions,
    send: (input: SubmitWizardStepInput, options: RequestOptions) => Promise<Result<StepOutcome>>,
  ) {
    this.#session = session;
    this.#options = options;
    this.#send = send;
  }

  /**
   * How it ended; undefined before that. A login in sync mode SHARED has a `credentialShare`, which nobody can give you again.
   *
   * ```ts
   * if (login.outcome?.__typename === 'WizardStep') store(login.outcome.credentialShare);
   * ```
   */
  get outcome(): LoginOutcome | undefined {
    return this.#outcome;
  }

  /** Begins with the screen that the login is at. */
  async *[Symbol.asyncIterator](): AsyncGenerator<LoginScreen, void, undefined> {
    const time = new CallTime(Infinity, [this.#options.signal]);
    try {
      let result = await this.#step({}, time);
      let answers = new Answers();
      let shown: Step | undefined;
      for (; isScreen(result); result = await this.#step(await answers.next(result.data, time), time)) {
        if (shown !== undefined && answers.isUnchanged(shown, result.data)) continue;
        shown = result.data;
        answers = new Answers();
        yield new LoginScreen(result, answers.take);
      }
      this.#outcome = result.data as LoginOutcome;
    } finally {
      time.close();
    }
  }

  async #step(answer: ScreenAnswer, time: CallTime): Promise<Result<StepOutcome>> {
    const { bankUserId, ...options } = this.#options;
    const { key } = this.#session;
    if (key === null) throw new GatewayError('NO_WIZARD_KEY', 'This wizard session has no key.');
    // With the key alone: what came of the step, or where the login stands.
    const ask = () => this.#send({ key, bankUserId }, options);
    let result = await this.#send({ ...answer, key, bankUserId }, options).catch((error: unknown) => {
      if (error instanceof GatewayError && error.code === 'OUTCOME_UNKNOWN') return ask();
      throw error;
    });
    while (result.data.__typename === 'WizardStepPending') {
      await time.pause(result.data.askAfterMs);
      result = await ask();
    }
    return result;
  }
}

function isScreen(result: Result<StepOutcome>): result is Result<Step> {
  return result.data.__typename === 'WizardStep' && !result.data.finished;
}

/** What the person answers to one screen. */
class Answers {
  #given: ScreenAnswer | undefined;
  #isPoll = false;
  #wake: (() => void) | undefined;

  readonly take = (answer: ScreenAnswer): void => {
    this.#given = answer;
    this.#wake?.();
  };

  /** Waits for the person where they are doing something elsewhere, and polls then. */
  async next({ pollAfterMs }: Step, time: CallTime): Promise<ScreenAnswer> {
    if (this.#given === undefined && pollAfterMs !== null) {
      await Promise.race([time.pause(pollAfterMs), new Promise<void>((resolve) => (this.#wake = resolve))]);
    }
    const given = this.#given;
    if (given === undefined && pollAfterMs === null) {
      throw new GatewayError('SCREEN_NOT_ANSWERED', 'Answer the screen with submit or act, within the loop.');
    }
    this.#given = undefined;
    this.#isPoll = given === undefined;
    return given ?? { action: 'POLL' };
  }

  /** After a poll: the person is still elsewhere, and the screen is the one that they see. */
  isUnchanged(shown: Step, step: Step): boolean {
    return this.#isPoll && step.pollAfterMs !== null && step.error === null && step.form?.name === shown.form?.name;
  }
}
