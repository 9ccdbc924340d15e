/**
 * Every sentence that the two policies promise, numbered in the order of their text; the app names them as its reasons.
 * `source` names the policy and the line at which the words begin: G is the generic policy with a distributors list, V is Vitess's.
 * `words` are the policy's own, without its Markdown; S86 is the converse of S85 and quotes the same condition.
 */
export const rules = {
  S1: {
    source: 'G:8',
    words: 'For a list of support versions that this project will potentially create security fixes for, please refer to the Releases page',
  },
  S2: {
    source: 'G:13',
    words: 'all security vulnerabilities or suspected security vulnerabilities should be reported to this project privately',
  },
  S3: {
    source: 'G:13',
    words: 'Vulnerabilities will be investigated and patched on the next patch (or minor) release as soon as possible',
  },
  S4: { source: 'G:13', words: 'This information could be kept entirely internal to the project' },
  S5: {
    source: 'G:15',
    words:
      'If you know of a publicly disclosed security vulnerability for this project, please IMMEDIATELY contact the maintainers of this project privately',
  },
  S6: { source: 'G:15', words: 'The use of encrypted email is encouraged' },
  S7: { source: 'G:18', words: 'Do not file public issues on GitHub for security vulnerabilities' },
  S8: { source: 'G:20', words: 'fielded by the maintainers who have committer and release permissions' },
  S9: { source: 'G:20', words: 'Emails will be addressed within 3 business days' },
  S10: { source: 'G:20', words: 'including a detailed plan to investigate the issue' },
  S11: { source: 'G:20', words: 'any potential workarounds to perform in the meantime' },
  S12: { source: 'G:20', words: 'Do not report non-security-impacting bugs through this channel. Use GitHub issues instead' },
  S13: { source: 'G:25', words: 'Provide a descriptive subject line' },
  S14: { source: 'G:27', words: 'Basic identity information, such as your name and your affiliation or company' },
  S15: {
    source: 'G:28',
    words: 'Detailed steps to reproduce the vulnerability (POC scripts, screenshots, and logs are all helpful to us)',
  },
  S16: {
    source: 'G:29',
    words: 'Description of the effects of the vulnerability on this project and the related hardware and software configurations',
  },
  S17: {
    source: 'G:30',
    words: 'How the vulnerability affects this project’s usage and an estimation of the attack surface, if there is one',
  },
  S18: {
    source: 'G:31',
    words: 'List other projects or dependencies that were used in conjunction with this project to produce the vulnerability',
  },
  S19: { source: 'G:36', words: 'When you think this project has a potential security vulnerability' },
  S20: { source: 'G:37', words: 'When you suspect a potential vulnerability but you are unsure that it impacts this project' },
  S21: { source: 'G:38', words: 'When you know of or suspect a potential vulnerability on another project that is used by this project' },
  S22: { source: 'G:45', words: 'The maintainers will investigate the vulnerability and determine its effects and criticality' },
  S23: { source: 'G:46', words: 'the maintainers will follow up with a detailed reason for rejection' },
  S24: { source: 'G:47', words: 'The maintainers will initiate a conversation with the reporter within 3 business days' },
  S25: {
    source: 'G:48',
    words:
      'If a vulnerability is acknowledged and the timeline for a fix is determined, the maintainers will work on a plan to communicate with the appropriate community',
  },
  S26: {
    source: 'G:48',
    words: 'identifying mitigating steps that affected users can take to protect themselves until the fix is rolled out',
  },
  S27: { source: 'G:49', words: 'The maintainers will also create a Security Advisory' },
  S28: { source: 'G:49', words: 'create a Security Advisory using the CVSS Calculator' },
  S29: { source: 'G:49', words: 'The maintainers make the final call on the calculated CVSS' },
  S30: { source: 'G:49', words: 'it is better to move quickly than making the CVSS perfect' },
  S31: { source: 'G:49', words: 'Issues may also be reported to Mitre using this scoring calculator' },
  S32: { source: 'G:49', words: 'The draft advisory will initially be set to private' },
  S33: {
    source: 'G:50',
    words: 'The maintainers will work on fixing the vulnerability and perform internal testing before preparing to roll out the fix',
  },
  S34: {
    source: 'G:51',
    words: 'The maintainers will provide early disclosure of the vulnerability by emailing a security mailing list if such exists',
  },
  S35: { source: 'G:51', words: 'Distributors can initially plan for the vulnerability patch ahead of the fix' },
  S36: { source: 'G:51', words: 'later can test the fix and provide feedback to the maintainer team' },
  S37: { source: 'G:52', words: 'A public disclosure date is negotiated by the maintainers, the bug submitter, and the distributors list' },
  S38: { source: 'G:52', words: 'We prefer to fully disclose the bug as soon as possible once a user mitigation or patch is available' },
  S39: {
    source: 'G:52',
    words:
      'It is reasonable to delay disclosure when the bug or the fix is not yet fully understood, the solution is not well-tested, or for distributor coordination',
  },
  S40: {
    source: 'G:52',
    words: 'The timeframe for disclosure is from immediate (especially if it’s already publicly known) to a few weeks',
  },
  S41: {
    source: 'G:52',
    words:
      'For a critical vulnerability with a straightforward mitigation, we expect the report date for the public disclosure date to be on the order of 14 business days',
  },
  S42: { source: 'G:52', words: 'The maintainer team holds the final say when setting a public disclosure date' },
  S43: {
    source: 'G:53',
    words: 'Once the fix is confirmed, the maintainers will patch the vulnerability in the next patch or minor release',
  },
  S44: { source: 'G:53', words: 'backport a patch release into all earlier supported releases' },
  S45: { source: 'G:53', words: 'Upon release of the patched version of this project, we will follow the Public Disclosure Process' },
  S46: { source: 'G:58', words: 'The maintainers publish the public advisory to this project’s community via GitHub' },
  S47: {
    source: 'G:58',
    words:
      'additional communication via Slack, Twitter, mailing lists, blog, and other channels will assist in educating the project’s users',
  },
  S48: {
    source: 'G:60',
    words: 'The maintainers will also publish any mitigating steps users can take until the fix can be applied to their instances',
  },
  S49: { source: 'G:60', words: 'This project’s distributors will handle creating and publishing their own security advisories' },
  S50: { source: 'G:65', words: 'Early disclosure may include mitigating steps and additional information on security patch releases' },
  S51: {
    source: 'G:70',
    words: 'The private list is intended to be used primarily to provide actionable information to multiple distributor projects at once',
  },
  S52: { source: 'G:70', words: 'This list is not intended to inform individuals about security issues' },
  S53: { source: 'G:77', words: 'Be an active distributor of this project' },
  S54: { source: 'G:78', words: 'Have a user base that is not limited to your own organization' },
  S55: { source: 'G:79', words: 'Have a publicly verifiable track record up to the present day of fixing security issues' },
  S56: { source: 'G:80', words: 'Not be a downstream or rebuild of another distributor' },
  S57: { source: 'G:81', words: 'Be a participant and active contributor in this project’s community' },
  S58: { source: 'G:82', words: 'Accept the Embargo Policy that is outlined below' },
  S59: {
    source: 'G:83',
    words: 'Have someone who is already on the list vouch for the person requesting membership on behalf of your distribution',
  },
  S60: { source: 'G:85', words: 'A request for membership represents your acceptance to the terms and conditions of the Embargo Policy' },
  S61: {
    source: 'G:90',
    words: 'must not be made public, shared, or even hinted at anywhere beyond those who need to know within your specific team',
  },
  S62: { source: 'G:90', words: 'unless you receive explicit approval to do so from the maintainers' },
  S63: { source: 'G:90', words: 'This remains true until the public disclosure date/time agreed upon by the list' },
  S64: {
    source: 'G:90',
    words:
      'Members of the list and others cannot use the information for any reason other than to get the issue fixed for your respective distribution’s users',
  },
  S65: {
    source: 'G:92',
    words: 'these team members must agree to the same terms, and only be provided with information on a need-to-know basis',
  },
  S66: { source: 'G:94', words: 'you must urgently inform the maintainers of exactly what information was leaked and to whom' },
  S67: {
    source: 'G:94',
    words: 'If you continue to leak information and break the policy outlined here, you will be permanently removed from the list',
  },
  S68: {
    source: 'G:99',
    words: 'please specify how you qualify for membership and fulfill each criterion listed in the Membership Criteria section above',
  },
  S69: {
    source: 'G:104',
    words:
      'We consider vulnerabilities leading to the compromise of data confidentiality, elevation of privilege, or integrity to be our highest priority concerns',
  },
  S70: {
    source: 'G:104',
    words: 'Availability, in particular in areas relating to DoS and resource exhaustion, is also a serious security concern',
  },
  S71: { source: 'G:104', words: 'will investigate them in an urgent and expeditious manner' },
  S72: { source: 'G:106', words: 'We will not act on any security disclosure that relates to a lack of safe defaults' },
  S73: {
    source: 'G:106',
    words: 'Over time, we will work towards improved safe-by-default configuration, taking into account backwards compatibility',
  },
  S74: {
    source: 'V:9',
    words: 'The primary goal of this process is to reduce the total time users are vulnerable to publicly known exploits',
  },
  S75: { source: 'V:12', words: 'team is responsible for the entire response including internal communication and external disclosure' },
  S76: { source: 'V:12', words: 'we may delegate responsibility to a sub-team as other projects have elected to do so' },
  S77: { source: 'V:18', words: 'all suspected vulnerabilities be privately and responsibly disclosed via the reporting policy' },
  S78: {
    source: 'V:22',
    words:
      'If you know of a publicly disclosed security vulnerability please IMMEDIATELY email vitess-maintainers so that we may start the patch, release, and communication process',
  },
  S79: { source: 'V:27', words: 'a member of the maintainers team will volunteer to lead coordination of the fix (Fix Lead)' },
  S80: { source: 'V:27', words: 'ensure that it is backported to each supported branch' },
  S81: { source: 'V:27', words: 'They will then coordinate with the remainder of the maintainers team to coordinate new releases' },
  S82: { source: 'V:27', words: 'ensure a communication plan is in place for vulnerability disclosure' },
  S83: { source: 'V:29', words: 'All of the timelines below are suggestions and assume a private disclosure' },
  S84: { source: 'V:29', words: 'The Fix Lead drives the schedule using their best judgment based on severity and development time' },
  S85: {
    source: 'V:30',
    words:
      'If the Fix Lead is dealing with a public disclosure all timelines become ASAP (assuming the vulnerability has a CVSS score >= 4',
  },
  S86: { source: 'V:31', words: 'assuming the vulnerability has a CVSS score >= 4' },
  S87: {
    source: 'V:32',
    words: 'If the fix relies on another upstream project’s disclosure timeline, that will adjust the process as well',
  },
  S88: { source: 'V:33', words: 'We will work with the upstream project to fit their timeline and best protect our users' },
  S89: { source: 'V:40', words: 'The fix will land in master' },
  S90: { source: 'V:41', words: 'A courtesy notice will be posted in #developers on Vitess Slack' },
  S91: { source: 'V:47', words: 'A fix will not be issued' },
  S92: { source: 'V:47', words: 'exceptions may be made for extreme circumstances' },
  S93: {
    source: 'V:48',
    words: 'A notice will be posted to Vitess Slack in #general channel identifying the threat, and encouraging users to upgrade',
  },
  S94: {
    source: 'V:52',
    words:
      'If a security vulnerability affects supported branches, then a Fix Lead will be appointed and the full security process as defined below will apply',
  },
  S95: { source: 'V:56', words: 'These steps should be completed within the 1-7 days of Disclosure' },
  S96: { source: 'V:58', words: 'The Fix Lead will create a CVSS using the CVSS Calculator' },
  S97: { source: 'V:60', words: 'The Fix Lead makes the final call on the calculated CVSS' },
  S98: { source: 'V:61', words: 'it is better to move quickly than making the CVSS perfect' },
  S99: { source: 'V:62', words: 'The Fix Lead will notify the maintainers that work on the fix branch is complete' },
  S100: { source: 'V:62', words: 'Maintainers will review the fix branch in a private repo and provide require LGTMs' },
  S101: {
    source: 'V:64',
    words:
      'If the CVSS score is under 4.0 (a low severity score) the maintainers can decide to slow the release process down in the face of holidays, developer bandwidth and other related circumstances',
  },
  S102: { source: 'V:70', words: 'the Fix Lead needs to come up with an overall communication plan for the wider community' },
  S103: {
    source: 'V:71',
    words:
      'This Disclosure process should begin after the Fix Lead has developed a Fix or mitigation so that a realistic timeline can be communicated to users',
  },
  S104: { source: 'V:74', words: 'Disclosure of Forthcoming Fix to Users (Completed within 1-7 days of Disclosure)' },
  S105: {
    source: 'V:76',
    words: 'a security vulnerability has been disclosed and that a fix will be made available at YYYY-MM-DD HH:MM UTC',
  },
  S106: { source: 'V:76', words: 'This time is the Release Date' },
  S107: { source: 'V:77', words: 'The Fix Lead will include any mitigating steps users can take until a fix is available' },
  S108: {
    source: 'V:79',
    words:
      'The communication to users should be actionable. They should know when to block time to apply patches, understand exact mitigation steps, etc.',
  },
  S109: { source: 'V:84', words: 'informing users that there are new releases available to address an identified vulnerability' },
  S110: { source: 'V:85', words: 'include links to CVEs' },
  S111: { source: 'V:85', words: 'how to apply the fix to user’s environments' },
  S112: { source: 'V:85', words: 'this can include links to external distributor documentation' },
  S113: {
    source: 'V:89',
    words: 'The Vitess team currently does not provide advance notice of undisclosed vulnerabilities to any third parties',
  },
  S114: { source: 'V:89', words: 'We are open to feedback on what such a policy can or should look like' },
  S115: {
    source: 'V:89',
    words: 'the best way to receive advanced notice of undisclosed vulnerabilities is to apply to join the maintainers team',
  },
} as const satisfies Record<string, { source: string; words: string }>;

export type RuleId = keyof typeof rules;

/** One reason for what was decided: the sentence of the policy, or a fact. */
export type Reason = { readonly rule: RuleId } | { readonly fact: string };

/** `S9 (G:20): “Emails will be addressed within 3 business days”` */
export function quoteRule(rule: RuleId): string {
  return `${rule} (${rules[rule].source}): “${rules[rule].words}”`;
}
