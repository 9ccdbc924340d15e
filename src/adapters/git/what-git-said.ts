/**
 * What went wrong, in our words. Git's own words are never repeated: they hold what the other side sent, and may hold an address or a token.
 * Source of the patterns: git 2.39, `remote-curl.c`, `http.c`, `transport.c`; GitHub Docs, "Troubleshooting rules".
 */
import { GitHubFailure } from '../../engine/ports/failures.ts';

type Meaning = { readonly sign: RegExp; readonly words: string; readonly permanent: boolean };

/** The first that fits counts. */
const meanings: readonly Meaning[] = [
  {
    sign: /without [`']?workflows?[`']? permission/i,
    words: 'it changes a workflow file, and the App lacks the permission workflows: write; grant it, or push that commit by hand',
    permanent: true,
  },
  {
    sign: /GH006|GH013|protected branch|rule violations|ruleset/i,
    words: 'a branch protection or ruleset refuses the push; let the App bypass it, or push by hand',
    permanent: true,
  },
  { sign: /GH009|secret[- ]scanning|push protection/i, words: "GitHub's push protection refuses a commit of it", permanent: true },
  { sign: /archived so it is read-only/i, words: 'the repository is archived', permanent: true },
  { sign: /unable to update url base from redirection|error: 30[1278]/i, words: 'the repository has moved', permanent: true },
  {
    sign: /error: 401|Authentication failed|could not read (Username|Password)/i,
    words: 'GitHub did not take the token',
    permanent: false,
  },
  {
    sign: /error: 403|Permission .*denied|Write access .*not granted/i,
    words: 'the App may not do this; it needs the permission contents: write',
    permanent: true,
  },
  {
    sign: /error: 404|not found|does not appear to be a git repository/i,
    words: 'there is no such repository, or the App is not installed on it',
    permanent: true,
  },
  { sign: /cannot lock ref|\.lock': File exists|unable to create .*lock/i, words: 'another git is at work there', permanent: false },
  {
    sign: /certificate (problem|verify)|server certificate|self[- ]signed/i,
    words: 'the certificate of the other side is not to be trusted; SSL_CERT_FILE names your own authority',
    permanent: false,
  },
  { sign: /No space left on device/i, words: 'the data folder is full', permanent: false },
  {
    sign: /Could not resolve|Failed to connect|Connection (refused|reset|timed out)|early EOF|RPC failed|error: (429|5\d\d)|hung up unexpectedly/i,
    words: 'GitHub could not be reached, or the connection broke',
    permanent: false,
  },
];

export function gitFailure(what: string, run: { readonly code: number; readonly stderr: string }): GitHubFailure {
  const meaning = meanings.find(({ sign }) => sign.test(run.stderr));
  const words = meaning?.words ?? `git ended with ${run.code}`;
  return new GitHubFailure(`${what}: ${words}`, { permanent: meaning?.permanent ?? false });
}

/** A branch, tag or commit that was asked for is not there, or not any more. */
export function wasNotThere(stderr: string): boolean {
  return /couldn't find remote ref|not our ref|unadvertised object/i.test(stderr);
}

/** The token may have been withdrawn or have run out: a new one is worth a try. */
export function wasNotLetIn(stderr: string): boolean {
  return /error: 401|Authentication failed|could not read (Username|Password)/i.test(stderr);
}

/** A lock stands here or over there. */
export function wasLocked(stderr: string): boolean {
  return /cannot lock ref|\.lock': File exists/i.test(stderr);
}

/**
 * The copy on this disk cannot be read: it was half made, or the power was lost while it was written.
 * Source: git 2.39, `setup.c`, `config.c`, `object-file.c`, `packfile.c`, `refs.c`. What the other side says begins with `remote:`.
 */
export function isBroken(stderr: string): boolean {
  const ours = stderr.split('\n').filter((line) => !line.startsWith('remote:'));
  return ours.some((line) => signsOfABrokenCopy.test(line));
}

const signsOfABrokenCopy =
  /not a git repository|bad config (line|file)|object file .* is empty|object [0-9a-f]{40} .*is corrupt|(packfile|index file|object) \S+ (is corrupt|is too small|cannot be accessed|does not match index|is far too short)|inflate: data stream error|(unable to read|bad|missing) (tree|blob|commit)( object)? \(?[0-9a-f]{40}|reference broken/i;
