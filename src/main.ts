#!/usr/bin/env node
import { StopSignals } from './process/stop-signals.js';

// The rest is imported after the signal handlers are installed, since loading takes a second. As the first process of a
// container, this process gets no default handling of signals.
const signals = new StopSignals();
const { runCommand } = await import('./process/command-line.js');
await runCommand(process.argv.slice(2), process.env, signals);
