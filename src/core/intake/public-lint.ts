/** What a public text about a private report must not hold: nobody's name, no advisory, and no line or phrase of the report. */
import type { Case } from '../case.ts';

/** Shorter lines of a report, such as `}` or `Hello,`, stand everywhere. Unit: characters, without white space. */
const shortestLine = 10;
/** So many words in a row are a quotation. */
const phraseWords = 5;

/** Each problem as the end of the sentence "it …"; none of them repeats what was found. Edges: letters, case and white space alone make no other text. */
export function whatMayNotBePublic(text: string, { report }: Pick<Case, 'report'>): readonly string[] {
  const plain = plainWords(text);
  const problems = [
    /\bGHSA-/i.test(text) ? 'names an advisory' : undefined,
    report.reporter !== undefined && namesLogin(text, report.reporter) ? 'names the reporter' : undefined,
    text.includes('```') ? 'holds a block of code' : undefined,
    linesOf(report.text).some((line) => plain.includes(line)) ? 'holds a line of the report' : undefined,
    [report.title, report.text].flatMap(phrasesOf).some((phrase) => plain.includes(phrase)) ? 'holds a phrase of the report' : undefined,
  ];
  return problems.filter((problem) => problem !== undefined);
}

function namesLogin(text: string, login: string): boolean {
  return text
    .toLowerCase()
    .split(/[^a-z\d-]+/)
    .includes(login.toLowerCase());
}

/** Between spaces, so that whole words are compared. */
function plainWords(text: string): string {
  return ` ${text
    .toLowerCase()
    .split(/[^\p{L}\d]+/u)
    .filter((word) => word !== '')
    .join(' ')} `;
}

function linesOf(report: string): readonly string[] {
  return report
    .split(/\r\n?|\n/)
    .map(plainWords)
    .filter((line) => line.replaceAll(' ', '').length >= shortestLine);
}

/** Every few words in a row; a title or a text that has no more than that is one phrase. */
function phrasesOf(text: string): readonly string[] {
  const words = plainWords(text).trim().split(' ');
  if (words.length <= phraseWords) return words.length < 2 ? [] : [` ${words.join(' ')} `];
  return words.slice(0, words.length - phraseWords + 1).map((_, at) => ` ${words.slice(at, at + phraseWords).join(' ')} `);
}
