/** The form of an act, of a case or of a project, and the command that comes of what somebody filled in. */

export type Field = {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly choices?: readonly string[];
  readonly optional?: true;
  /** Where the command wants `KEY="…"` and not the bare words. */
  readonly key?: string;
};

/** Of a case or of a project, what its pages need. */
export type ActWords = {
  readonly name: string;
  readonly title: string;
  readonly what: string;
  /** Cannot be undone. */
  readonly final: boolean;
  readonly fields: readonly Field[];
  /** What stands before the words of the fields, each in its order. */
  readonly command: string;
};

/** Unit: characters. */
const longestField = 2_000;

/** One line, whatever was typed: a second line could be another command. Answers also what is missing. */
export function commandOf(act: ActWords, form: URLSearchParams): { readonly text: string; readonly missing: readonly string[] } {
  const given = act.fields.map((field) => ({
    field,
    value: (form.get(field.name) ?? '')
      .slice(0, longestField)
      .replaceAll(/[\s\u2028\u2029\u0085]+/g, ' ')
      .trim(),
  }));
  const missing = given.flatMap(({ field, value }) => {
    if (value === '') return field.optional === true ? [] : [`${field.label} is missing.`];
    return field.choices === undefined || field.choices.includes(value)
      ? []
      : [`${field.label} must be one of ${field.choices.join(', ')}.`];
  });
  const words = given.flatMap(({ field, value }) => (value === '' ? [] : [wordOf(field, value)]));
  return { text: [act.command, ...words].join(' '), missing };
}

/** Quotes would end the words early. */
function wordOf({ key }: Field, value: string): string {
  return key === undefined ? value : `${key}="${value.replaceAll('"', "'").replaceAll('\\', '/')}"`;
}
