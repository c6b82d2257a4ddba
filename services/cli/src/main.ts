#!/usr/bin/env node
import 'reflect-metadata';
import { run } from './program';

// Whoever reads our output, as `head`, may have enough of it.
process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => process.exit(code === 'EPIPE' ? 0 : 1));

void run(process.argv.slice(2)).then((exitCode) => (process.exitCode = exitCode));
