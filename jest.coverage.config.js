// As jest.config.json, and what the processes write that tests start: the command line and the app itself run in processes of their own.
import { readFileSync } from 'node:fs';

const settings = JSON.parse(readFileSync(new URL('jest.config.json', import.meta.url), 'utf8'));

// Node looks at this when it starts: it is too late for Jest itself, which counts in its own way, and in time for whatever it starts.
process.env.NODE_V8_COVERAGE = process.env.FIXLEAD_COVERAGE_OF_PROCESSES;

export default { ...settings, rootDir: import.meta.dirname };
