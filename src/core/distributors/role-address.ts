/** Whether an address belongs to a role and not to a person (S52): the list informs projects, not individuals. */

/** Stricter than RFC 5322, §3.4.1: nothing that could end a header or call somebody. */
const address = /^([a-z\d](?:[\w.+-]{0,62}[a-z\d])?)@((?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+[a-z]{2,63})$/i;

export const roleWords = [
  'security',
  'secure',
  'psirt',
  'csirt',
  'cert',
  'sirt',
  'vuln',
  'cve',
  'embargo',
  'distro',
  'disclosure',
  'infosec',
];

/** Why not, as the end of the sentence "The address …"; undefined when it may be used. What cannot be told from a person's is refused. */
export function whyNoRoleAddress(text: string): string | undefined {
  const [, local] = address.exec(text) ?? [];
  if (local === undefined) return 'is no address such as security@distribution.example.org';
  const hasRole = roleWords.some((word) => local.toLowerCase().includes(word));
  return hasRole ? undefined : `must be that of a role: what stands before the @ must hold one of ${roleWords.join(', ')}`;
}
