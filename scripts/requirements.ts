/** Which sentence of the two policies is carried out where, and which test shows it. `docs/requirements.md` is printed from here; a test holds it to the tree. */
import { rules, type RuleId } from '../src/core/rules.ts';

export type Row =
  | { readonly where: string; readonly test: string; readonly shows: string; readonly note?: string }
  | { readonly notYet: Milestone; readonly note?: string };

/** What has to be built first. */
export type Milestone = 'policies' | 'fix' | 'disclosure' | 'surfaces';

const milestones: Record<Milestone, string> = {
  policies: 'the two policies, whole',
  fix: 'the fix: lines, backports, evidence',
  disclosure: 'disclosure: dates, notices, distributors, records',
  surfaces: 'surfaces for people',
};

export const requirements: Readonly<Record<RuleId, Row>> = {
  S1: {
    where: 'src/core/routing/lines-from-releases.ts',
    test: 'test/core/routing/lines-from-releases.test.ts',
    shows: 'takes them anew with `/affects`, says what they are, and keeps them',
    note: 'the policy file names the supported lines, or how many of the newest on the Releases page are supported',
  },
  S2: {
    where: 'src/core/intake/intake.ts',
    test: 'test/core/intake/intake.test.ts',
    shows: 'opens a case, asks for a private issue and shows the reporter where it stands',
  },
  S3: {
    where: 'src/core/fix/targets.ts',
    test: 'test/core/fix/targets.test.ts',
    shows: 'stands on the board, and the one said last counts',
    note: 'which release is to bring the fix is said by people; the app compares it with the release that came',
  },
  S4: {
    where: 'src/core/intake/internal.ts',
    test: 'test/core/intake/internal.test.ts',
    shows: 'ends an accepted case without a publication, and its reporter is told the reason before (S4)',
  },
  S5: {
    where: 'src/core/schedule/changing-pace.ts',
    test: 'test/core/schedule/pace.test.ts',
    shows: 'said by the reporter starts all three tracks at once (S5, S78)',
    note: 'one step, also of an advisory that maintainers begin because of it; public lists of vulnerabilities can begin it as well',
  },
  S6: {
    where: 'src/adapters/mail/send-mail.ts',
    test: 'test/adapters/notices/channels.test.ts',
    shows: 'that is encrypted shows neither its subject nor its attachment, and opens with the key',
    note: 'the project’s own key is named by `notices.openpgp_key`',
  },
  S7: {
    where: 'src/core/intake/suspected-report.ts',
    test: 'test/core/intake/suspected-report.test.ts',
    shows: 'is told once in the project issue, with what to do',
    note: 'found by plain words in new public issues; told to the maintainers, who decide',
  },
  S8: { where: 'src/core/permissions.ts', test: 'test/core/permissions.test.ts', shows: 'has the outcome that the matrix says' },
  S9: {
    where: 'src/core/schedule/report-obligations.ts',
    test: 'test/core/schedule/wake-ups.test.ts',
    shows: 'reminds of the first answer in time, with the sentences of the policy',
  },
  S10: {
    where: 'src/core/intake/triage.ts',
    test: 'test/core/intake/waiting.test.ts',
    shows: 'does not count where the policy promises one: $name',
  },
  S11: { where: 'src/core/intake/triage.ts', test: 'test/core/intake/waiting.test.ts', shows: 'with "none" for a workaround counts (S11)' },
  S12: {
    where: 'src/core/intake/public-issue.ts',
    test: 'test/core/intake/public-issue.test.ts',
    shows: 'confirmed opens exactly that, closes the advisory, and thanks the reporter before',
  },
  S13: {
    where: 'src/core/intake/completeness.ts',
    test: 'test/core/intake/completeness.test.ts',
    shows: 'called "$title" lacks a descriptive title (S13)',
  },
  S14: {
    where: 'src/core/intake/completeness.ts',
    test: 'test/core/intake/completeness.test.ts',
    shows: 'may stay anonymous, if it says so (S14)',
  },
  S15: {
    where: 'src/core/intake/completeness.ts',
    test: 'test/core/intake/completeness.test.ts',
    shows: 'without what $rule asks for lacks that alone',
  },
  S16: {
    where: 'src/core/intake/completeness.ts',
    test: 'test/core/intake/completeness.test.ts',
    shows: 'that $name lacks half of what S16 asks for',
  },
  S17: {
    where: 'src/core/intake/completeness.ts',
    test: 'test/core/intake/completeness.test.ts',
    shows: 'without what $rule asks for lacks that alone',
  },
  S18: {
    where: 'src/core/intake/completeness.ts',
    test: 'test/core/intake/completeness.test.ts',
    shows: 'without what $rule asks for lacks that alone',
  },
  S19: {
    where: 'src/core/intake/triage.ts',
    test: 'test/core/intake/triage.test.ts',
    shows: 'makes the advisory a draft and counts as an answer',
  },
  S20: {
    where: 'src/core/intake/intake.ts',
    test: 'test/core/intake/completeness.test.ts',
    shows: 'rejects nothing: a poor and unsure report opens a case like any other (S20)',
  },
  S21: {
    where: 'src/core/schedule/changing-pace.ts',
    test: 'test/core/schedule/pace.test.ts',
    shows: 'without a date moves nothing, and asks for the date (S21)',
    note: 'who there was told is kept; people tell them',
  },
  S22: {
    where: 'src/core/schedule/report-obligations.ts',
    test: 'test/core/schedule/triage-time.test.ts',
    shows: 'of a case that is $name is $says after ten days',
    note: 'owed by when the policy says, which both presets leave open; accepting asks for it and does not wait',
  },
  S23: {
    where: 'src/core/intake/triage.ts',
    test: 'test/core/intake/triage.test.ts',
    shows: 'closes the advisory, and the reporter is told the reason before',
  },
  S24: {
    where: 'src/core/intake/waiting.ts',
    test: 'test/core/intake/waiting.test.ts',
    shows: 'is a clock of its own beside the answer with a plan (S24)',
    note: 'of its own where the policy asks for a plan; elsewhere one clock with S9',
  },
  S25: {
    where: 'src/core/disclosure/communication-plan.ts',
    test: 'test/core/disclosure/communication-plan.test.ts',
    shows: 'is owed before the disclosure, where the policy asks for one',
  },
  S26: {
    where: 'src/core/schedule/changing-pace.ts',
    test: 'test/core/schedule/pace.test.ts',
    shows: 'is described with /mitigation, for everybody involved to read (S26)',
  },
  S27: {
    where: 'src/core/intake/triage.ts',
    test: 'test/core/intake/triage.test.ts',
    shows: 'makes the advisory a draft and counts as an answer',
  },
  S28: { where: 'src/core/score/cvss.ts', test: 'test/core/score/cvss.test.ts', shows: 'of version %s survives reading and printing' },
  S29: {
    where: 'src/core/score/scoring.ts',
    test: 'test/core/score/scoring.test.ts',
    shows: 'is of whoever made it, on the vector as it stands',
  },
  S30: {
    where: 'src/core/gates.ts',
    test: 'test/core/score/scoring.test.ts',
    shows: 'blocks nothing while it is missing, and neither does a missing score (S30, S98)',
  },
  S31: {
    where: 'src/core/records/cve-record.ts',
    test: 'test/core/records/records.test.ts',
    shows: 'is valid by the official schema: $name',
    note: 'a CVE record to hand in, by `fixlead case export`; it is not sent anywhere',
  },
  S32: {
    where: 'src/core/decide.ts',
    test: 'test/core/properties.test.ts',
    shows: 'is broken by nothing but the publication itself and the fix that goes before it',
  },
  S33: {
    where: 'src/core/fix/check-standing.ts',
    test: 'test/core/fix/evidence.test.ts',
    shows: 'is $standing when $name',
    note: 'by check runs and workflow runs of the fix repository, and by a CI outside GitHub through `POST /api/evidence`',
  },
  S34: {
    where: 'src/core/distributors/ask-early.ts',
    test: 'test/conversations/distributors.test.ts',
    shows:
      'are told of the plan, get the patches and hear of the end, each at the same moment as the others; who may not be told hears nothing',
    note: 'where the policy says `distributors: { enabled: true }`',
  },
  S35: {
    where: 'src/core/distributors/early-mail.ts',
    test: 'test/core/distributors/early.test.ts',
    shows: 'sends nothing before it is confirmed, and shows what would go to whom, and who is left out and why',
  },
  S36: {
    where: 'src/core/distributors/early-mail.ts',
    test: 'test/core/distributors/early.test.ts',
    shows: 'attaches one for each line, of the approved heads, and says where it applies (S36)',
    note: 'members answer on a page of their own, or by mail, which a maintainer writes down',
  },
  S37: {
    where: 'src/core/disclosure/negotiate-date.ts',
    test: 'test/core/disclosure/negotiate-date.test.ts',
    shows: 'are a party: the date is set when the last of them agrees, and not before',
    note: 'members answer on a page of their own where the policy has one (`distributors.link_days`); or by mail, and a maintainer writes their answer down: the app reads no mail',
  },
  S38: {
    where: 'src/core/disclosure/date-checks.ts',
    test: 'test/core/disclosure/negotiate-date.test.ts',
    shows: '$name is refused without one, and says which there are',
    note: 'a date later than a fix or mitigation needs is refused without a reason, and drift is shown in the case issue, where the policy asks for reasons',
  },
  S39: {
    where: 'src/core/disclosure/date-checks.ts',
    test: 'test/core/disclosure/negotiate-date.test.ts',
    shows: 'with one is set, and the reason is kept and said',
  },
  S40: {
    where: 'src/core/disclosure/date-checks.ts',
    test: 'test/core/disclosure/negotiate-date.test.ts',
    shows: 'is more than a few weeks, as the policy counts them (S40)',
    note: 'counted from the report; warns and does not block',
  },
  S41: {
    where: 'src/core/schedule/disclosure-obligations.ts',
    test: 'test/core/schedule/pace.test.ts',
    shows: 'is to be disclosed 14 business days after the report',
    note: 'counted from the report, which is how we read that sentence; "straightforward" is whoever says /mitigation',
  },
  S42: {
    where: 'src/core/disclosure/release-clock.ts',
    test: 'test/core/disclosure/negotiate-date.test.ts',
    shows: 'is overruled by the final say, kept on record, and its raiser is told',
  },
  S43: {
    where: 'src/core/release-day/next-step.ts',
    test: 'test/core/release-day/order.test.ts',
    shows: 'keeps the order: the fix, its releases, the patched versions, the advisory (S43, S45, S46)',
    note: 'the reviewed heads are pushed, proposed as pull requests or brought by people (`release_day.via`); the order holds where the policy says `release_day.publish_after: releases`',
  },
  S44: {
    where: 'src/core/fix/lines.ts',
    test: 'test/core/fix/evidence.test.ts',
    shows: 'counts as a gate that is green, with who decided it, until somebody makes a fix (S44)',
    note: 'a reviewed pull request for every line, of which `/backport` makes those that fit, or a recorded reason',
  },
  S45: {
    where: 'src/core/release-day/next-step.ts',
    test: 'test/core/release-day/order.test.ts',
    shows: 'keeps the order: the fix, its releases, the patched versions, the advisory (S43, S45, S46)',
    note: 'where the policy says `release_day.publish_after: releases`',
  },
  S46: {
    where: 'src/core/schedule/wake-up-rang.ts',
    test: 'test/core/disclosure/release-clock.test.ts',
    shows: 'publishes at the minute when every gate is green, and says nothing more before GitHub has done it',
    note: 'the published advisory is read back and held against what it was meant to say',
  },
  S47: {
    where: 'src/core/notices/delivering.ts',
    test: 'test/core/notices/delivering.test.ts',
    shows: 'waits until the advisory is public, and goes then, whatever its date was moved to',
    note: 'Slack, mail, web hook, public issue, discussion, release notes, or by hand; an hour later whoever was not told is named',
  },
  S48: {
    where: 'src/core/notices/lint.ts',
    test: 'test/core/notices/lint.test.ts',
    shows: '$name is found wanting, and of nothing else ($rule)',
  },
  S49: {
    where: 'src/core/distributors/early-answers.ts',
    test: 'test/core/notices/lint.test.ts',
    shows: 'links to what distributors wrote, also to the advisory that one of them published for this case (S49, S112)',
    note: 'their own advisories are recorded and linked to in the notice of the fix',
  },
  S50: {
    where: 'src/core/notices/templates/early-plan.ts',
    test: 'test/core/notices/lint.test.ts',
    shows: 'has the mitigation and the lines that will be fixed, as %s (S50)',
  },
  S51: {
    where: 'src/core/distributors/early-sending.ts',
    test: 'test/core/distributors/properties.test.ts',
    shows: 'nobody gets the patches before anybody else who may have them: all are wanted in one step, or none',
    note: 'sent one a second',
  },
  S52: {
    where: 'src/core/distributors/role-address.ts',
    test: 'test/core/distributors/register.test.ts',
    shows: 'is refused for %s, which is not the address of a role (S52)',
  },
  S53: {
    where: 'src/core/distributors/criteria.ts',
    test: 'test/core/distributors/register.test.ts',
    shows: 'shows each criterion with its sentence and the evidence, and counts as consent (S53–S60)',
  },
  S54: {
    where: 'src/core/distributors/criteria.ts',
    test: 'test/core/distributors/register.test.ts',
    shows: 'shows each criterion with its sentence and the evidence, and counts as consent (S53–S60)',
  },
  S55: {
    where: 'src/core/distributors/reviews.ts',
    test: 'test/core/distributors/register.test.ts',
    shows: 'is a review once a year, and a new key a month before the old one expires',
  },
  S56: {
    where: 'src/core/distributors/criteria.ts',
    test: 'test/core/distributors/register.test.ts',
    shows: 'shows each criterion with its sentence and the evidence, and counts as consent (S53–S60)',
  },
  S57: {
    where: 'src/core/distributors/criteria.ts',
    test: 'test/core/distributors/register.test.ts',
    shows: 'shows each criterion with its sentence and the evidence, and counts as consent (S53–S60)',
  },
  S58: {
    where: 'src/core/distributors/member-standing.ts',
    test: 'test/core/distributors/register.test.ts',
    shows: 'agrees anew to a new text, each of its team too (S58, S65)',
  },
  S59: {
    where: 'src/core/distributors/applications.ts',
    test: 'test/core/distributors/register.test.ts',
    shows: 'needs the word of a current member as soon as there is one (S59)',
    note: 'the first member needs none',
  },
  S60: {
    where: 'src/core/distributors/applications.ts',
    test: 'test/core/distributors/register.test.ts',
    shows: 'shows each criterion with its sentence and the evidence, and counts as consent (S53–S60)',
  },
  S61: {
    where: 'src/core/distributors/early-texts.ts',
    test: 'test/core/distributors/early.test.ts',
    shows: 'goes to all of them in one step, each copy for its member, under the terms (S51, S61, S64, S65)',
  },
  S62: {
    where: 'src/core/distributors/early-mail.ts',
    test: 'test/core/distributors/early.test.ts',
    shows: 'is told to all who were told, not only to whom it is made for (S62)',
  },
  S63: {
    where: 'src/core/distributors/early-deliveries.ts',
    test: 'test/core/distributors/early.test.ts',
    shows: 'is the end of the embargo, once, to everybody who was told (S63)',
  },
  S64: {
    where: 'src/core/distributors/early-texts.ts',
    test: 'test/core/distributors/early.test.ts',
    shows: 'goes to all of them in one step, each copy for its member, under the terms (S51, S61, S64, S65)',
  },
  S65: {
    where: 'src/core/distributors/members.ts',
    test: 'test/core/distributors/register.test.ts',
    shows: 'agrees anew to a new text, each of its team too (S58, S65)',
  },
  S66: {
    where: 'src/core/release-day/leaks.ts',
    test: 'test/core/release-day/leaks.test.ts',
    shows: 'tells the maintainers exactly what leaked and to whom, with the sentence that asks for it (S66)',
    note: 'the security team is called by its name; with `by=NAME` it is counted for that distributor',
  },
  S67: {
    where: 'src/core/distributors/removals.ts',
    test: 'test/core/distributors/register.test.ts',
    shows: 'remove whoever continues for good, and no application is taken from them again (S67)',
  },
  S68: {
    where: 'src/core/distributors/read-application.ts',
    test: 'test/core/distributors/register.test.ts',
    shows: '$name is not looked at (S68)',
  },
  S69: {
    where: 'src/core/score/priority.ts',
    test: 'test/core/score/priority.test.ts',
    shows: 'of $name is $says, and stands on the board',
    note: 'by the vector and, for elevation of privilege, by the weaknesses on the advisory',
  },
  S70: { where: 'src/core/score/priority.ts', test: 'test/core/score/priority.test.ts', shows: '$vector harms $expect' },
  S71: {
    where: 'src/core/schedule/reminders.ts',
    test: 'test/core/schedule/reminders.test.ts',
    shows: 'comes in steps after the due instant',
    note: 'since when it is in triage, what is due and what is overdue stand on the board; reminders, a word of the day and escalation as the policy says',
  },
  S72: {
    where: 'src/core/intake/reject-reasons.ts',
    test: 'test/core/intake/triage.test.ts',
    shows: 'for an unsafe default is refused where the policy counts those, and named as a sentence of the policy elsewhere (S72)',
  },
  S73: {
    where: 'src/core/intake/public-issue.ts',
    test: 'test/core/intake/public-issue.test.ts',
    shows: 'is offered where a report is closed for an unsafe default (S73)',
  },
  S74: {
    where: 'src/core/records/retrospective.ts',
    test: 'test/core/records/retrospective.test.ts',
    shows: 'tells $name',
    note: 'per case in the retrospective, over all cases by `fixlead report`',
  },
  S75: { where: 'src/core/permissions.ts', test: 'test/core/permissions.test.ts', shows: 'has the outcome that the matrix says' },
  S76: {
    where: 'src/policy/policy-schema.ts',
    test: 'test/adapters/github/facts.test.ts',
    shows: 'is asked for afresh each time',
    note: 'the team is the policy’s choice',
  },
  S77: {
    where: 'src/core/intake/receipt.ts',
    test: 'test/core/intake/receipt.test.ts',
    shows: 'links the page that the project names instead',
    note: 'linked in the receipt; where the policy names no page, that of the repository’s SECURITY.md',
  },
  S78: {
    where: 'src/core/schedule/changing-pace.ts',
    test: 'test/core/schedule/pace.test.ts',
    shows: 'said by the reporter starts all three tracks at once (S5, S78)',
  },
  S79: {
    where: 'src/core/fix/fix-lead.ts',
    test: 'test/core/schedule/reminders.test.ts',
    shows: 'the team is reminded again and again, until somebody does',
    note: 'volunteers, is named, is handed the lead, or is chosen from the rota, which passes over who is away; who leaves the team is noticed when the case is woken',
  },
  S80: { where: 'src/core/gates.ts', test: 'test/core/gates.test.ts', shows: 'are red when $name, and only there' },
  S81: {
    where: 'src/core/fix/targets.ts',
    test: 'test/core/fix/targets.test.ts',
    shows: 'is compared with the release that came, $tag',
    note: 'which release each line waits for stands on the board, and whether it came; the releases themselves are made by people',
  },
  S82: {
    where: 'src/core/disclosure/communication-plan.ts',
    test: 'test/core/disclosure/communication-plan.test.ts',
    shows: 'is owed before the disclosure, where the policy asks for one',
  },
  S83: {
    where: 'src/core/gates.ts',
    test: 'test/core/gates.test.ts',
    shows: 'are all green when $name',
    note: 'dates warn; only those that the policy names under `gates` block, and only until the duty is done',
  },
  S84: {
    where: 'src/core/schedule/moving-dates.ts',
    test: 'test/core/schedule/moving-dates.test.ts',
    shows: '$name is moved, and says by whom and that it may be',
  },
  S85: {
    where: 'src/core/schedule/pace.ts',
    test: 'test/core/schedule/pace.test.ts',
    shows: 'takes in whatever is open, and leaves the Release Date to people',
  },
  S86: {
    where: 'src/core/schedule/changing-pace.ts',
    test: 'test/core/schedule/pace.test.ts',
    shows: 'of a low score says that the ordinary days go on (S86)',
  },
  S87: { where: 'src/core/schedule/changing-pace.ts', test: 'test/core/schedule/pace.test.ts', shows: '$name, is the one said last' },
  S88: {
    where: 'src/core/schedule/changing-pace.ts',
    test: 'test/core/schedule/pace.test.ts',
    shows: 'with a date later keeps the contact, and shows both on the board (S88)',
  },
  S89: {
    where: 'src/core/routing/routes.ts',
    test: 'test/core/routing/routing.test.ts',
    shows: 'where $supported are supported and $affected affected is $route, and $toFix are fixed',
  },
  S90: {
    where: 'src/core/notices/kinds.ts',
    test: 'test/core/notices/delivering.test.ts',
    shows: 'a courtesy notice where a release is affected',
    note: 'sent where the policy names a channel, once the advisory is public; else handed over to be posted by hand',
  },
  S91: {
    where: 'src/core/routing/routes.ts',
    test: 'test/core/routing/routing.test.ts',
    shows: 'so that an advisory about unsupported lines is published without any fix',
  },
  S92: {
    where: 'src/core/routing/routing.ts',
    test: 'test/core/routing/routing.test.ts',
    shows: 'has a fix issued for unsupported lines, and takes the notice back that says otherwise',
  },
  S93: {
    where: 'src/core/notices/kinds.ts',
    test: 'test/core/notices/delivering.test.ts',
    shows: 'a word on unsupported lines where none is affected',
    note: 'sent where the policy names a channel, once the advisory is public; else handed over to be posted by hand',
  },
  S94: { where: 'src/core/schedule/obligations.ts', test: 'test/core/routing/routing.test.ts', shows: 'what is owed follows the route' },
  S95: {
    where: 'src/core/schedule/fix-obligations.ts',
    test: 'test/core/schedule/obligations.test.ts',
    shows: 'is met by the last LGTM, or else by the publication itself',
  },
  S96: {
    where: 'src/core/score/scoring.ts',
    test: 'test/core/intake/triage.test.ts',
    shows: 'keeps who scored, what exactly, and writes the vector to the advisory',
  },
  S97: {
    where: 'src/core/score/scoring.ts',
    test: 'test/core/score/scoring.test.ts',
    shows: 'is for the Fix Lead alone under a policy that says so (S97)',
  },
  S98: {
    where: 'src/core/gates.ts',
    test: 'test/core/score/scoring.test.ts',
    shows: 'blocks nothing while it is missing, and neither does a missing score (S30, S98)',
  },
  S99: {
    where: 'src/core/fix/lines.ts',
    test: 'test/core/fix/evidence.test.ts',
    shows: 'tells the maintainers what to look at and what is missing (S99)',
    note: 'with `/fix-ready`',
  },
  S100: {
    where: 'src/core/fix/approvals.ts',
    test: 'test/core/fix/gate-properties.test.ts',
    shows: 'no head is pushed to the public that lacks its LGTMs or its tests',
    note: 'in random stories, against what a reviewer would note by hand; in the mode `temporary_fork` LGTMs are declared and not verified',
  },
  S101: {
    where: 'src/core/schedule/changing-pace.ts',
    test: 'test/core/schedule/pace.test.ts',
    shows: 'below the bound takes the date from the fix, and says who and why (S101)',
  },
  S102: {
    where: 'src/core/disclosure/communication-plan.ts',
    test: 'test/core/disclosure/communication-plan.test.ts',
    shows: 'is owed before the disclosure, where the policy asks for one',
    note: 'the words are the Fix Lead’s; what is sent by it are the notices',
  },
  S103: {
    where: 'src/core/notices/writing.ts',
    test: 'test/core/notices/delivering.test.ts',
    shows: 'a forthcoming fix while there is neither a fix nor a mitigation (S103)',
  },
  S104: {
    where: 'src/core/schedule/disclosure-obligations.ts',
    test: 'test/core/notices/delivering.test.ts',
    shows: 'is seven calendar days from the report, and kept once a channel has told it',
  },
  S105: {
    where: 'src/core/time/say-date.ts',
    test: 'test/core/disclosure/negotiate-date.test.ts',
    shows: 'shows the clocks there, with the weekday where it is another one',
  },
  S106: {
    where: 'src/core/disclosure/release-clock.ts',
    test: 'test/core/disclosure/release-clock.test.ts',
    shows: 'publishes at the minute when every gate is green, and says nothing more before GitHub has done it',
  },
  S107: { where: 'src/core/notices/lint.ts', test: 'test/core/notices/lint.test.ts', shows: 'without a word on the mitigation' },
  S108: { where: 'src/core/notices/lint.ts', test: 'test/core/notices/lint.test.ts', shows: 'without what to do' },
  S109: {
    where: 'src/core/notices/delivering.ts',
    test: 'test/core/notices/delivering.test.ts',
    shows: 'waits until the advisory is public, and goes then, whatever its date was moved to',
  },
  S110: {
    where: 'src/core/disclosure/cve.ts',
    test: 'test/core/disclosure/cve.test.ts',
    shows: 'is told once, and is named by what goes out from then on, but by no text that goes out while it is embargoed',
  },
  S111: { where: 'src/core/notices/lint.ts', test: 'test/core/notices/lint.test.ts', shows: 'without the way to upgrade' },
  S112: {
    where: 'src/core/notices/lint.ts',
    test: 'test/core/notices/lint.test.ts',
    shows: 'links to what distributors wrote, also to the advisory that one of them published for this case (S49, S112)',
  },
  S113: {
    where: 'src/core/distributors/ask-early.ts',
    test: 'test/core/distributors/properties.test.ts',
    shows: 'with distributors off nothing is ever mailed',
  },
  S114: {
    where: 'src/core/distributors/open-register.ts',
    test: 'test/core/distributors/register.test.ts',
    shows: 'is turned on without losing what was kept before (S114)',
  },
  S115: {
    where: 'src/core/distributors/register-words.ts',
    test: 'test/conversations/distributors.test.ts',
    shows: 'every attempt is refused, with the answer for whoever asks (S113, S115)',
  },
};

export function printRequirementsPage(): string {
  const ids = Object.keys(rules) as RuleId[];
  const done = ids.filter((id) => 'where' in requirements[id]).length;
  return [
    '# Requirements',
    '',
    '<!-- Printed from scripts/requirements.ts by `npm run docs`. -->',
    '',
    'Every sentence of the two policies that asks something of the app, where it is carried out and which test shows it.',
    'G is the generic policy with a distributors list, V is Vitess’s; the number is the line.',
    `${done} of ${ids.length} are carried out, some of them in part, as noted.`,
    '',
    '| # | Line | Words | Carried out in | Shown by |',
    '|---|---|---|---|---|',
    ...ids.map(printRow),
    '',
  ].join('\n');
}

function printRow(id: RuleId): string {
  const row = requirements[id];
  const note = row.note === undefined ? '' : ` (${row.note})`;
  const [where, test] =
    'where' in row
      ? [`\`${row.where}\`${note}`, `\`${row.test}\`${row.shows === '' ? '' : `: “${row.shows}”`}`]
      : [`not yet: ${milestones[row.notYet]}${note}`, ''];
  return `| ${id} | ${rules[id].source} | ${rules[id].words.replaceAll('|', '\\|')} | ${where} | ${test} |`;
}
