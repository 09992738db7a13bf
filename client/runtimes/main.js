import process from 'node:process';
import { useEverything } from './program.js';

// For Node, Deno and Bun.
const [url, token] = process.argv.slice(2);
console.log(JSON.stringify(await useEverything(url, token)));
