import fc from 'fast-check';
import { Gateways } from '../../support/gateways.js';
import { events, Life, SYNC_MS } from './life.js';

/** For each of the two ways to share. A life takes most of a second. */
const LIVES = 5;
/** A slow machine lives less. */
const LONGEST_MS = 20_000;

describe.each([
  ['each by itself', false],
  ['sharing what they have read', true],
])('whatever happens, two instances (%s)', (_, sharesAnswers) => {
  let gateways: Gateways;

  beforeAll(async () => {
    gateways = await Gateways.open({ count: 2, sharesAnswers });
    await gateways.bank.set({ syncDelay: SYNC_MS });
  });

  afterAll(async () => {
    await gateways.close();
  });

  it("never answer with anything older than XS2A's own copy", async () => {
    const property = fc.asyncProperty(events, async (happening) => {
      const life = await Life.begin(gateways);
      for (const event of happening) await life.live(event);
      await life.end();
    });
    await fc.assert(property, { numRuns: LIVES, interruptAfterTimeLimit: LONGEST_MS });
  }, 60_000);
});
