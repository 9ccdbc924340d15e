/** What gives a vulnerability away before its time (S61): words of the report, and words of its trade. Found, and never repeated. */
import type { Case } from '../case.ts';

/** A line of the text, from 1, and what stands there, without saying the word itself: it may be the reporter's. */
export type Giveaway = { readonly line: number; readonly what: string };

type Sign = { readonly what: string; readonly pattern: RegExp };

const signs: readonly Sign[] = [
  {
    what: 'the name of a file',
    pattern: /\b[\w-]+\.(?:go|[cm]?[jt]sx?|py|rs|c|h|cc|cpp|hpp|java|kt|rb|php|cs|swift|scala|sql|sh|proto|lua|pl|ex|erl)\b/i,
  },
  { what: 'a path', pattern: /(?<![\w:/.])\.{0,2}\/[\w.-]+(?:\/[\w.-]*)*|(?<![\w:/.@-])[\w.-]+(?:\/[\w.-]+){2,}/ },
  { what: 'a commit', pattern: /\b(?=[\da-f]*\d)(?=[\da-f]*[a-f])[\da-f]{7,40}\b/i },
  { what: 'a piece of a patch', pattern: /^(?:diff --git|index [\da-f]+\.\.|@@ |[+-]{3} \S)/m },
  { what: 'a pull request or an issue', pattern: /(?<!\w)#\d+\b|\/(?:pull|issues|commit|compare|tree|blob)\// },
  { what: 'an advisory', pattern: /\bGHSA-[\w-]+/i },
  { what: 'the kind of weakness', pattern: /\bCWE-\d+\b/i },
  {
    what: 'the kind of weakness',
    pattern:
      /\b(?:injection|overflow|underflow|cross[- ]site|XSS|CSRF|SSRF|XXE|RCE|code execution|traversal|deseriali[sz]\w*|use[- ]after[- ]free|out[- ]of[- ]bounds|buffer|race condition|privilege escalation|denial[- ]of[- ]service|DoS|auth(?:entication|orization)? bypass|bypass\w*|spoof\w*|hijack\w*|leak\w*|information disclosure)\b/i,
  },
  {
    what: 'a word about attacking',
    pattern: /\b(?:exploit\w*|proof[- ]of[- ]concept|PoC|payload|attack(?:er|ers|ing)?|backdoor|weaponi[sz]\w*|0-?day)\b/i,
  },
  {
    what: 'the part that is affected',
    pattern: /\b(?:vulnerable|affected) (?:function|method|class|component|module|endpoint|parameter|parser|handler|route|file)\b/i,
  },
];

/**
 * `publicText` is what was public before there was a case, such as the project's own template: its words give nothing away.
 * Edges: a word of fewer than four letters gives nothing away.
 */
export function giveaways(text: string, thisCase: Case, publicText: string): readonly Giveaway[] {
  // What `plainText` put in would hide a name from us.
  const readable = text.replaceAll('\u200B', '');
  return readable.split('\n').flatMap((line, index) => {
    const found = [...signsIn(line, publicText), ...secretsIn(line, thisCase, new Set(wordsOf(publicText)))];
    return [...new Set(found)].map((what) => ({ line: index + 1, what }));
  });
}

function signsIn(line: string, publicText: string): readonly string[] {
  const isNew = ([found]: RegExpMatchArray) => !publicText.includes(found);
  return signs.filter(({ pattern }) => [...line.matchAll(new RegExp(pattern, `${pattern.flags}g`))].some(isNew)).map(({ what }) => what);
}

function secretsIn(line: string, thisCase: Case, known: ReadonlySet<string>): readonly string[] {
  const { report, temporaryFork, pullRequests, id } = thisCase;
  const words = new Set(wordsOf(line));
  const has = (secret: string) => wordsOf(secret).some((word) => !known.has(word) && words.has(word));
  const hasAll = (secret: string) => line.toLowerCase().includes(secret.toLowerCase());
  const places = [temporaryFork, ...pullRequests.map((pull) => pull.repository)].filter((place) => place !== undefined);
  return [
    ...(has(report.title) ? ['a word of the report’s title'] : []),
    ...(namesIn(report.text).some((name) => hasAll(name)) ? ['a name from the report'] : []),
    ...(report.reporter !== undefined && hasAll(`@${report.reporter}`) ? ['the reporter'] : []),
    ...(places.some(hasAll) ? ['the private repository'] : []),
    ...(hasAll(id) ? ['the advisory'] : []),
  ];
}

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]{4,}/gu) ?? [];
}

/** What in a report is written like a name in code: `snake_case`, `camelCase`, `a.b()`, `--flag`, `` `quoted` ``. */
function namesIn(report: string): readonly string[] {
  const quoted = [...report.matchAll(/`([^`\n]{4,60})`/g)].map(([, name = '']) => name);
  const shaped = report.match(/\b[a-z]+(?:[A-Z][a-z\d]+)+\b|\b\w+_\w+\b|\b[\w.]+\(\)|--[a-z][\w-]{3,}|(?<!\w)\/[\w-]+(?:\/[\w-]+)+/g) ?? [];
  return [...quoted, ...shaped].filter((name) => name.length >= 4);
}
