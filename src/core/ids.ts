/** The names things go by. Each is made here and nowhere else, so that two kinds of text cannot be mixed up. */
declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** A case is one advisory of one repository; its id is the advisory's GHSA id, upper-case prefix, lower-case rest. */
export type CaseId = Branded<'CaseId'>;
/** A GitHub login in lower case: GitHub compares logins without regard to case, and so do we. */
export type Login = Branded<'Login'>;
/** `owner/name` in lower case. */
export type RepositoryName = Branded<'RepositoryName'>;

/** What steps are taken for: a case, or a project, which goes by the name of its repository, for what concerns no single case. */
export type SubjectId = CaseId | RepositoryName;

/** GHSA ids have no slash, and repositories have one. */
export function isCaseId(id: SubjectId): id is CaseId {
  return !id.includes('/');
}

/** The alphabet of GHSA ids. Source: GitHub Docs, "About the GitHub Advisory Database", GHSA IDs. */
const ghsaPart = '[23456789cfghjmpqrvwx]{4}';
const ghsaId = new RegExp(`^ghsa(-${ghsaPart}){3}$`, 'i');
const ghsaIdAnywhere = new RegExp(`\\bghsa(?:-${ghsaPart}){3}\\b`, 'i');
const temporaryFork = new RegExp(`^[\\w.-]+/[\\w.-]+-ghsa(-${ghsaPart}){3}$`, 'i');

/** Errors: throws on text that is not a GHSA id; ids come from GitHub or from a pattern that found one. */
export function caseId(text: string): CaseId {
  if (!ghsaId.test(text)) throw new Error(`"${text.slice(0, 40)}" is not a GHSA id such as GHSA-xxxx-xxxx-xxxx`);
  return `GHSA${text.slice(4).toLowerCase()}` as CaseId;
}

/** The first GHSA id in a text, or undefined. */
export function findCaseId(text: string): CaseId | undefined {
  const found = ghsaIdAnywhere.exec(text)?.[0];
  return found === undefined ? undefined : caseId(found);
}

export function login(text: string): Login {
  return text.replace(/^@/, '').toLowerCase() as Login;
}

/** What a GitHub login may look like. Source: GitHub Docs, "Username considerations". Bots end in `[bot]`. */
export function isLogin(text: string): boolean {
  return /^@?[a-z\d](?:[a-z\d]|-(?=[a-z\d])){0,38}$/i.test(text);
}

export function repositoryName(text: string): RepositoryName {
  if (!/^[\w.-]+\/[\w.-]+$/.test(text)) throw new Error(`"${text.slice(0, 80)}" is not a repository such as owner/name`);
  return text.toLowerCase() as RepositoryName;
}

/**
 * Whether a repository is one of GitHub's temporary private forks, which no App can enter.
 * Source: GitHub Docs, "Collaborating in a temporary private fork"; the name is `<repository>-ghsa-xxxx-xxxx-xxxx`.
 */
export function isTemporaryFork(repository: string): boolean {
  return temporaryFork.test(repository);
}
