import { open } from 'node:fs/promises';
import { maximumBytes } from '../policy/parse-yaml.ts';
import type { PolicyText } from '../policy/policy-layer.ts';

export type FileText = { readonly ok: true; readonly file: PolicyText } | { readonly ok: false; readonly message: string };

/** Bytes that are no UTF-8 come as U+FFFD, which reading the policy finds at its place. */
export async function readPolicyFile(path: string): Promise<FileText> {
  try {
    await using handle = await open(path);
    // One byte more than is allowed: enough to see that there is too much.
    let text = '';
    for await (const piece of handle.createReadStream({ end: maximumBytes, encoding: 'utf8', autoClose: false })) text += String(piece);
    return { ok: true, file: { text, path } };
  } catch (error) {
    return { ok: false, message: `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}` };
  }
}
