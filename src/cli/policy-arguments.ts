/** What `fixlead policy …` was asked. */
export type PolicyArguments = {
  readonly ok: true;
  readonly action: 'check' | 'show' | 'simulate';
  readonly files: readonly string[];
  readonly organisation: string | undefined;
  readonly json: boolean;
};

/** Errors: a message that names what is wrong. */
export function parsePolicyArguments(args: readonly string[]): PolicyArguments | { readonly ok: false; readonly message: string } {
  const words: string[] = [];
  const organisations: string[] = [];
  for (let index = 0; index < args.length; index += 1) {
    const word = args[index] ?? '';
    if (word === '--org') {
      const file = args[(index += 1)];
      if (file === undefined || file.startsWith('--'))
        return { ok: false, message: '`--org` needs the organisation’s policy file after it.' };
      organisations.push(file);
    } else if (word.startsWith('-') && word !== '--json') return { ok: false, message: `There is no option ${word.slice(0, 40)}.` };
    else words.push(word);
  }
  const json = words.includes('--json');
  const [action, ...files] = words.filter((word) => word !== '--json');
  if (action !== 'check' && action !== 'show' && action !== 'simulate') return { ok: false, message: 'Say `check`, `show` or `simulate`.' };
  if (organisations.length > 1) return { ok: false, message: 'An organisation has one policy file; give `--org` once.' };
  const wrong = wrongNumber(action, files.length);
  return wrong === undefined ? { ok: true, action, files, organisation: organisations[0], json } : { ok: false, message: wrong };
}

function wrongNumber(action: PolicyArguments['action'], count: number): string | undefined {
  if (action === 'check') return count === 0 ? 'Name the policy files to check.' : undefined;
  if (action === 'show') return count === 1 ? undefined : 'Name one policy file.';
  return count === 2 ? undefined : 'Name a policy file and a timeline.';
}
