#!/usr/bin/env node
import { StopSignals } from './process/stop-signals.js';

// Everything else is loaded only now, which takes a second: a signal that comes meanwhile has to be heard, too. Nothing else hears
// it where this is the first process of a container.
const signals = new StopSignals();
const { runCommand } = await import('./process/command-line.js');
await runCommand(process.argv.slice(2), process.env, signals);
