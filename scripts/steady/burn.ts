/** Keeps one core busy until it is ended, or whoever started it is gone. */
const SLICE_MS = 50;

function burn(): void {
  const end = performance.now() + SLICE_MS;
  while (performance.now() < end);
  if (process.connected) setImmediate(burn);
}

burn();
