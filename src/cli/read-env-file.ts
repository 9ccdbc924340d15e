import { existsSync } from 'node:fs';
import { loadEnvFile } from 'node:process';

/** Reads `.env` of this folder into the environment, where there is one; what is set already stays. Answers what is wrong with it, in a line. */
export function readEnvFile(): string | undefined {
  try {
    if (existsSync('.env')) loadEnvFile('.env');
    return undefined;
  } catch (cause) {
    return `.env cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`;
  }
}
