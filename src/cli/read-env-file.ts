import { existsSync, readFileSync } from 'node:fs';
import { loadEnvFile } from 'node:process';
import { parseEnv } from 'node:util';

/** Reads `.env` of this folder into the environment, where there is one; what is set already stays. Answers what is wrong with it, in a line. */
export function readEnvFile(): string | undefined {
  try {
    if (existsSync('.env')) loadEnvFile('.env');
    return undefined;
  } catch (cause) {
    return `.env cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`;
  }
}

/** The environment with what `.env` says now, for those who look more than once; what is set already stays. */
export function environmentNow(): Readonly<Record<string, string | undefined>> {
  return existsSync('.env') ? { ...parseEnv(readFileSync('.env', 'utf8')), ...process.env } : process.env;
}
