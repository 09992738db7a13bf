import fc from 'fast-check';
import { FailingStore } from './failing-store.js';
import { Gateways } from '../../support/gateways.js';
import { memoryStore } from '../../support/in-process-gateway.js';
import { events, Life, SYNC_MS } from './life.js';
import { ScheduledFront } from './scheduled-front.js';
import { ScheduledStore } from './scheduled-store.js';
import { Scheduler } from './scheduler.js';

/** For each of the two ways to share. */
const LIVES = Number(process.env.LIVES ?? 5);
/** A net for what hangs: a busy machine takes several seconds for each. */
const TIMEOUT_MS = 60_000 * Math.max(2, LIVES);

describe.each([
  ['each by itself', false],
  ['sharing what they have read', true],
])('whatever happens, two instances (%s)', (_, sharesAnswers) => {
  const scheduler = new Scheduler();
  const stores: FailingStore[] = [];
  let front: ScheduledFront;
  let gateways: Gateways;

  beforeAll(async () => {
    const common = memoryStore('cache');
    const openCacheStore = () => {
      const way = new FailingStore(new ScheduledStore(common, scheduler));
      stores.push(way);
      return way;
    };
    const frontOf = async (bankUrl: string) => (front = await ScheduledFront.before(bankUrl, scheduler)).url;
    gateways = await Gateways.open({ count: 2, sharesAnswers, openCacheStore, frontOf });
    await gateways.bank.set({ syncDelay: SYNC_MS });
  });

  afterAll(async () => {
    await gateways.close();
    await front.close();
  });

  it(
    "never answer with anything older than XS2A's own copy",
    async () => {
      const property = fc.asyncProperty(events, async (happening) => {
        const life = await Life.begin(gateways, scheduler, stores);
        for (const event of happening) await life.live(event);
        await life.end();
      });
      // The seed brings back a life that fails; shorter ones that fail as well are not looked for.
      await fc.assert(property, { numRuns: LIVES, endOnFailure: true });
    },
    TIMEOUT_MS,
  );
});
