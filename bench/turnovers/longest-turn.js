import { setImmediate as nextTurn } from 'node:timers/promises';

/** Of this thread where Node tells it (24), else of the process with its compiler and garbage collector. */
const usage = (process.threadCpuUsage ?? process.cpuUsage).bind(process);

/** Processor time of the longest turn of the event loop until a promise settles, in milliseconds: what else the machine does is no matter. */
export async function longestTurnUntil(end) {
  let isOver = false;
  const over = () => {
    isOver = true;
  };
  end.then(over, over);
  let longest = 0;
  while (!isOver) {
    const { user, system } = usage();
    await nextTurn();
    const after = usage();
    longest = Math.max(longest, after.user + after.system - user - system);
  }
  return longest / 1_000;
}
