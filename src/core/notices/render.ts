/** Templates in Liquid, read strictly and without anything that looks at the world: no files, no clock, no chance, and a bound on memory. */
import { Liquid } from 'liquidjs';
import type { Facts } from './facts.ts';

/** `subject` is the template's first line; `body` the rest. */
export type NoticeText = { readonly subject: string; readonly body: string };

/** Unit of `line`: lines of the template, from 1. */
export type TemplateProblem = { readonly line: number; readonly message: string };

export type Rendered = { readonly ok: true; readonly text: NoticeText } | { readonly ok: false; readonly problem: TemplateProblem };

/** Unit: characters of the template, and of what it may become. */
export const longestTemplate = 8_000;
export const longestNotice = 12_000;

const tags = ['if', 'unless', 'case', 'for', 'break', 'continue', 'assign', 'capture', 'comment', 'raw', 'echo', '#'];
const filters = [
  ...['append', 'prepend', 'join', 'first', 'last', 'size', 'sort', 'uniq', 'reverse', 'concat', 'compact', 'map', 'where'],
  ...['upcase', 'downcase', 'capitalize', 'strip', 'lstrip', 'rstrip', 'replace', 'replace_first', 'remove', 'remove_first'],
  ...['truncate', 'truncatewords', 'split', 'slice', 'plus', 'minus', 'default', 'array_to_sentence_string', 'url_encode'],
];

/** Errors: none; what is wrong with a template is a value, with its line. */
export function renderTemplate(template: string, facts: Facts): Rendered {
  try {
    const liquid = newLiquid();
    return fromText(String(liquid.renderSync(liquid.parse(template), facts)));
  } catch (error) {
    // Nothing runs here but the template: whatever is thrown is about it.
    return { ok: false, problem: problemOf(error) };
  }
}

/** One for each rendering, because the bound on memory counts over the life of an engine. */
function newLiquid(): Liquid {
  const liquid = new Liquid({
    strictVariables: true,
    strictFilters: true,
    ownPropertyOnly: true,
    jsTruthy: true,
    memoryLimit: 100_000,
    parseLimit: longestTemplate,
    templates: {},
  });
  for (const tag of Object.keys(liquid.tags)) if (!tags.includes(tag)) delete liquid.tags[tag];
  for (const filter of Object.keys(liquid.filters)) if (!filters.includes(filter)) delete liquid.filters[filter];
  return liquid;
}

function fromText(text: string): Rendered {
  const tidy = text
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  if (tidy.length > longestNotice)
    return { ok: false, problem: { line: 1, message: `it becomes ${tidy.length} characters; at most ${longestNotice} are allowed` } };
  const [subject = '', ...rest] = tidy.split('\n');
  const body = rest.join('\n').trim();
  if (subject.trim() === '' || body === '')
    return { ok: false, problem: { line: 1, message: 'the first line is the subject, and a text follows it' } };
  return { ok: true, text: { subject: subject.trim(), body } };
}

function problemOf(error: unknown): TemplateProblem {
  const words = error instanceof Error ? error.message : String(error);
  const [, message = words, line = '1'] = /^([\s\S]*?)(?:, line:(\d+), col:\d+)?$/.exec(words) ?? [];
  return { line: Number(line), message };
}
