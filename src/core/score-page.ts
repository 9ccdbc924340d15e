/** `/cvss` alone: what the metrics mean, and what the present vector says in words. */
import type { Case } from './case.ts';
import type { Policy } from './policy.ts';
import { whoInWords } from './permissions.ts';
import { priorityOf } from './priority.ts';

type Metric = { readonly key: string; readonly name: string; readonly values: Readonly<Record<string, string>> };

const amount = { N: 'none', L: 'low', H: 'high' } as const;

/** The base metrics of CVSS 3.1, which most projects use. Source: CVSS v3.1 specification, §2. */
const baseMetrics: readonly Metric[] = [
  { key: 'AV', name: 'attack vector', values: { N: 'network', A: 'adjacent', L: 'local', P: 'physical' } },
  { key: 'AC', name: 'attack complexity', values: { L: 'low', H: 'high' } },
  { key: 'PR', name: 'privileges required', values: amount },
  { key: 'UI', name: 'user interaction', values: { N: 'none', R: 'required' } },
  { key: 'S', name: 'scope', values: { U: 'unchanged', C: 'changed' } },
  { key: 'C', name: 'confidentiality lost', values: amount },
  { key: 'I', name: 'integrity lost', values: amount },
  { key: 'A', name: 'availability lost', values: amount },
];

export function scorePage(thisCase: Case, policy: Policy): string {
  const { score } = thisCase;
  const present =
    score === undefined
      ? 'There is no score yet.'
      : `**${score.cvss.score.toFixed(1)} ${score.cvss.severity}** (CVSS ${score.cvss.version}), by @${score.by}, ${score.final === undefined ? `provisional until ${whoInWords('score-final-call', policy)} says \`/cvss final\`` : `final by @${score.final.by}`}.\n\`${score.cvss.vector}\``;
  const priority = score === undefined ? undefined : priorityOf(score.cvss);
  const first =
    priority === undefined
      ? []
      : [
          priority === 'highest'
            ? 'Highest priority: confidentiality, integrity or privileges (S69).'
            : 'A serious concern: availability (S70).',
        ];
  const given = new Map((score?.cvss.vector ?? '').split('/').map((part) => part.split(':') as [string, string]));
  const rows = baseMetrics.map(
    ({ key, name, values }) =>
      `| \`${key}\` | ${name} | ${Object.entries(values)
        .map(([value, meaning]) => (given.get(key) === value ? `**\`${value}\` ${meaning}**` : `\`${value}\` ${meaning}`))
        .join(', ')} |`,
  );
  const example = 'Say it as `/cvss CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:N/A:N`; CVSS 3.0 and 4.0 are understood as well.';
  return [present, ...first, ['| Metric | | Values |', '|---|---|---|', ...rows].join('\n'), example].join('\n\n');
}
