/** What `fixlead policy …` was asked. */
import { parseCivilDate, type CivilDate } from '../core/time/time.ts';

export type PolicyArguments = {
  readonly ok: true;
  readonly action: 'check' | 'show' | 'simulate';
  readonly files: readonly string[];
  readonly organisation: string | undefined;
  /** For warnings of what comes; undefined: today. */
  readonly today: CivilDate | undefined;
  readonly json: boolean;
};

type Wrong = { readonly ok: false; readonly message: string };

/** Errors: a message that names what is wrong. */
export function parsePolicyArguments(args: readonly string[]): PolicyArguments | Wrong {
  const read = readOptions(args);
  if ('ok' in read) return read;
  const { words, organisations, days } = read;
  const json = words.includes('--json');
  const [action, ...files] = words.filter((word) => word !== '--json');
  if (action !== 'check' && action !== 'show' && action !== 'simulate') return wrong('Say `check`, `show` or `simulate`.');
  if (organisations.length > 1) return wrong('An organisation has one policy file; give `--org` once.');
  const number = wrongNumber(action, files.length);
  const today = days.length === 0 ? undefined : parseCivilDate(days.at(-1) ?? '');
  if (today?.ok === false) return wrong(today.problem.message);
  return number === undefined ? { ok: true, action, files, organisation: organisations[0], today: today?.value, json } : wrong(number);
}

function readOptions(args: readonly string[]): { words: string[]; organisations: string[]; days: string[] } | Wrong {
  const read = { words: [] as string[], organisations: [] as string[], days: [] as string[] };
  for (let index = 0; index < args.length; index += 1) {
    const word = args[index] ?? '';
    if (word === '--org' || word === '--on') {
      const value = args[(index += 1)];
      if (value === undefined || value.startsWith('--'))
        return wrong(
          word === '--org' ? '`--org` needs the organisation’s policy file after it.' : '`--on` needs a date after it, as YYYY-MM-DD.',
        );
      read[word === '--org' ? 'organisations' : 'days'].push(value);
    } else if (word.startsWith('-') && word !== '--json') return wrong(`There is no option ${word.slice(0, 40)}.`);
    else read.words.push(word);
  }
  return read;
}

function wrong(message: string): Wrong {
  return { ok: false, message };
}

function wrongNumber(action: PolicyArguments['action'], count: number): string | undefined {
  if (action === 'check') return count === 0 ? 'Name the policy files to check.' : undefined;
  if (action === 'show') return count === 1 ? undefined : 'Name one policy file.';
  return count === 2 ? undefined : 'Name a policy file and a timeline.';
}
