import { parseArgs, types } from 'node:util';
import type { ParseArgsConfig } from 'node:util';

/** The options and positionals that a command was called with, or what is wrong with them, in words. */
export type ReadArguments<Config extends ParseArgsConfig> =
  ({ readonly ok: true } & ReturnType<typeof parseArgs<Config>>) | { readonly ok: false; readonly message: string };

/** `parseArgs`, but with a person's mistake as a value. Errors: throws on a mistake in `config`. */
export function readArguments<Config extends ParseArgsConfig>(config: Config): ReadArguments<Config> {
  try {
    return { ok: true, ...parseArgs(config) };
  } catch (error) {
    if (types.isNativeError(error) && isMistake(error)) return { ok: false, message: error.message };
    throw error;
  }
}

// Node.js documentation, "Error codes": ERR_PARSE_ARGS_INVALID_OPTION_VALUE, _UNEXPECTED_POSITIONAL and _UNKNOWN_OPTION.
function isMistake(error: Error): boolean {
  return 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS_');
}
