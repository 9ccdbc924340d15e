/** What drivers and the file system put on the errors they throw. */
export type Thrown = { readonly message: string; readonly code: string | undefined; readonly errcode: number | undefined };

/** For a message of one line. */
export function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

/** Reads any thrown value, whichever realm its class comes from. */
export function readThrown(thrown: unknown): Thrown {
  if (typeof thrown !== 'object' || thrown === null) return { message: String(thrown), code: undefined, errcode: undefined };
  const { message, code, errcode } = thrown as Readonly<Record<string, unknown>>;
  return {
    message: typeof message === 'string' ? message : 'no message',
    code: typeof code === 'string' ? code : undefined,
    errcode: typeof errcode === 'number' ? errcode : undefined,
  };
}
