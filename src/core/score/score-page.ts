/** `/cvss` alone: what the metrics mean, and what the present vector says in words. */
import type { Case } from '../case.ts';
import type { CvssScore } from './cvss.ts';
import { priorityInWords } from './score-words.ts';
import { whoInWords } from '../permissions.ts';
import type { Policy } from '../policy.ts';
import { editedByHand } from './hand-edits.ts';
import { shownInWords } from './score-words.ts';

type Metric = { readonly key: string; readonly name: string; readonly values: Readonly<Record<string, string>> };

const amount = { N: 'none', L: 'low', H: 'high' } as const;

/** The base metrics of CVSS 3.1, which most projects use. Source: CVSS v3.1 specification, §2. */
const version3: readonly Metric[] = [
  { key: 'AV', name: 'attack vector', values: { N: 'network', A: 'adjacent', L: 'local', P: 'physical' } },
  { key: 'AC', name: 'attack complexity', values: { L: 'low', H: 'high' } },
  { key: 'PR', name: 'privileges required', values: amount },
  { key: 'UI', name: 'user interaction', values: { N: 'none', R: 'required' } },
  { key: 'S', name: 'scope', values: { U: 'unchanged', C: 'changed' } },
  { key: 'C', name: 'confidentiality lost', values: amount },
  { key: 'I', name: 'integrity lost', values: amount },
  { key: 'A', name: 'availability lost', values: amount },
];

const impact = { H: 'high', L: 'low', N: 'none' } as const;

/** The base metrics of CVSS 4.0. Source: CVSS v4.0 specification, §2. */
const version4: readonly Metric[] = [
  ...version3.filter(({ key }) => key === 'AV' || key === 'AC'),
  { key: 'AT', name: 'attack requirements', values: { N: 'none', P: 'present' } },
  { key: 'PR', name: 'privileges required', values: amount },
  { key: 'UI', name: 'user interaction', values: { N: 'none', P: 'passive', A: 'active' } },
  { key: 'VC', name: 'confidentiality lost, vulnerable system', values: impact },
  { key: 'VI', name: 'integrity lost, vulnerable system', values: impact },
  { key: 'VA', name: 'availability lost, vulnerable system', values: impact },
  { key: 'SC', name: 'confidentiality lost, subsequent systems', values: impact },
  { key: 'SI', name: 'integrity lost, subsequent systems', values: impact },
  { key: 'SA', name: 'availability lost, subsequent systems', values: impact },
];

export function scorePage(thisCase: Case, policy: Policy): string {
  const { score } = thisCase;
  const edited = editedByHand(thisCase);
  const priority = priorityInWords(thisCase);
  return [
    score === undefined ? 'There is no score yet.' : present(score, policy),
    ...(edited === undefined ? [] : [`The advisory itself says ${shownInWords(edited)}: somebody on GitHub edited it.`]),
    ...(priority === undefined ? [] : [`Priority: ${priority}.`]),
    ...(score === undefined ? [table(version3, ''), 'In CVSS 4.0:', table(version4, '')] : [score.cvss, score.beside].flatMap(decoded)),
    'Say it as `/cvss CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:N/A:N`; CVSS 3.0 and 4.0 are understood as well.',
  ].join('\n\n');
}

function decoded(cvss: CvssScore | undefined): readonly string[] {
  return cvss === undefined ? [] : [table(cvss.version === '4.0' ? version4 : version3, cvss.vector)];
}

function table(metrics: readonly Metric[], vector: string): string {
  return ['| Metric | | Values |', '|---|---|---|', ...metrics.map((metric) => row(metric, vector))].join('\n');
}

function present({ cvss, beside, by, final }: NonNullable<Case['score']>, policy: Policy): string {
  const call = final === undefined ? `provisional until ${whoSays(policy)} \`/cvss final\`` : `final by @${final.by}`;
  const also =
    beside === undefined
      ? ''
      : `\nBeside it **${beside.score.toFixed(1)} ${beside.severity}** (CVSS ${beside.version}): \`${beside.vector}\``;
  return `**${cvss.score.toFixed(1)} ${cvss.severity}** (CVSS ${cvss.version}), by @${by}, ${call}.\n\`${cvss.vector}\`${also}`;
}

function whoSays(policy: Policy): string {
  return policy.scoreFinalCall === 'fix-lead' ? 'the Fix Lead says' : `${whoInWords('score-final-call', policy)} say`;
}

function row({ key, name, values }: Metric, vector: string): string {
  const metrics = vector.split('/');
  const shown = Object.entries(values).map(([value, meaning]) => {
    const words = `\`${value}\` ${meaning}`;
    return metrics.includes(`${key}:${value}`) ? `**${words}**` : words;
  });
  return `| \`${key}\` | ${name} | ${shown.join(', ')} |`;
}
