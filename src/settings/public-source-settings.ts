/** Where it is looked whether a vulnerability became public elsewhere. */
import type { PublicSourceSettings } from '../adapters/public-sources/public-sources.ts';

/**
 * Source: OSV's documentation, "Data dumps" (`modified_id.csv`, the newest first), and the repository of the CVE list, CVEProject/cvelistV5
 * (`deltaLog.json`, of about thirty days).
 */
export const publicLists = [
  'https://osv-vulnerabilities.storage.googleapis.com/modified_id.csv',
  'https://raw.githubusercontent.com/CVEProject/cvelistV5/main/cves/deltaLog.json',
] as const;

/** Source: OSV's documentation, `GET /v1/vulns/{id}`, and that of CVE Services, `GET /cve/{id}`. */
export const publicQuestions = ['https://api.osv.dev/v1/vulns/{id}', 'https://cveawg.mitre.org/api/cve/{id}'] as const;

type Environment = Readonly<Record<string, string | undefined>>;

export function readPublicSourceSettings(env: Environment, refuse: (problem: string) => undefined): PublicSourceSettings | undefined {
  const allowPrivate = env['FIXLEAD_ALLOW_PRIVATE_ADDRESSES'] === 'true';
  const read = (variable: string, usual: readonly string[]): readonly string[] => {
    const text = env[variable];
    if (text === undefined) return usual;
    const urls = text === 'none' ? [] : text.split(/[\s,]+/).filter((url) => url !== '');
    if (urls.some((url) => !URL.canParse(url) || !(allowPrivate || url.startsWith('https://'))))
      refuse(`${variable} must be addresses that begin with https://, with commas between them, or none.`);
    return urls;
  };
  const lists = read('FIXLEAD_PUBLIC_LISTS', publicLists);
  const questions = read('FIXLEAD_PUBLIC_QUESTIONS', publicQuestions);
  if (questions.some((url) => !url.includes('{id}')))
    refuse('FIXLEAD_PUBLIC_QUESTIONS must have {id} in each address, such as https://api.osv.dev/v1/vulns/{id}.');
  return lists.length + questions.length === 0 ? undefined : { lists, questions, allowPrivate };
}
