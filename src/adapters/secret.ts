/** A text that does not show when what holds it is printed, logged or written as JSON. */
export type Secret = { readonly reveal: () => string };

export function secret(text: string): Secret {
  return { reveal: () => text };
}
