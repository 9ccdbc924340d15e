/** Paths as GitHub's OpenAPI writes them: `/repos/{owner}/{repo}`; `{+path}` takes slashes too. */
const compiled = new Map<string, RegExp>();

/** The values of a template's names in a path, or undefined when the path is another one. */
export function matchPath(template: string, path: string): Record<string, string> | undefined {
  const match = patternOf(template).exec(path);
  if (!match) return undefined;
  try {
    return Object.fromEntries(Object.entries(match.groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value)]));
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

function patternOf(template: string): RegExp {
  const known = compiled.get(template);
  if (known) return known;
  const source = template
    .replaceAll('.', '\\.')
    .replace(/\{(\+?)(\w+)\}/g, (_, greedy: string, name: string) => `(?<${name}>${greedy ? '.+' : '[^/]+'})`);
  const pattern = new RegExp(`^${source}$`);
  compiled.set(template, pattern);
  return pattern;
}
