import { Refused, runLoadTest, USAGE } from './load-test.js';

try {
  const { lines, passed } = await runLoadTest(process.argv.slice(2), process.env);
  console.log(lines.join('\n'));
  process.exitCode = passed ? 0 : 1;
} catch (error) {
  if (!(error instanceof Refused)) throw error;
  console.error(`${error.message}\n\n${USAGE}`);
  process.exitCode = 2;
}
// Connections are kept for longer than anybody wants to wait.
process.exit();
