// What comes of whatever happens to a project, its register above all, in every situation: held word for word in `project.txt`.
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { noDistributors } from '../../../src/core/distributors/distributor-policy.ts';
import type { RegisterAsk } from '../../../src/core/distributors/register-asks.ts';
import type { RegisterAsked } from '../../../src/core/distributors/register-answer.ts';
import { registerBoard } from '../../../src/core/distributors/register-board.ts';
import { caseId } from '../../../src/core/ids.ts';
import { absence } from '../../../src/core/people/away.ts';
import type { Policy } from '../../../src/core/policy.ts';
import { decideProject } from '../../../src/core/project/decide-project.ts';
import { newProject, type Project } from '../../../src/core/project/project.ts';
import type { ProjectEvent } from '../../../src/core/project/project-events.ts';
import { projectWakeUps } from '../../../src/core/project/project-wake-ups.ts';
import { formatUtcMinute, type CivilDate } from '../../../src/core/time/time.ts';
import { expectSectionAsHeld, sectionsOf } from '../../as-held.ts';
import { aCaseId, aPolicy, aRepository, anotherCaseId, reportedAt } from '../../fixtures/a-case.ts';
import { ana, ben, dayMs, hourMs, max, oscar, sha, ulla } from '../../fixtures/happenings.ts';
import { after, aKey, anApplication, aProject, place, withMemberNamed } from '../../core/distributors/a-register.ts';
import { inShort, together } from './answered.ts';

const now = reportedAt + 10 * dayMs;
const policy = aPolicy({ distributors: { ...noDistributors, enabled: true, reviewDays: 365, linkDays: 3 } });

function aFullRegister(): Project {
  const named = ['a-linux', 'b-linux', 'c-linux', 'd-linux'].reduce((project, name) => withMemberNamed(project, name), aProject);
  const asks: readonly (readonly [RegisterAsk, { readonly block?: string }])[] = [
    [{ what: 'consent', name: 'a-linux', person: 'Jane Doe' }, {}],
    [{ what: 'withdraw', name: 'b-linux', person: undefined }, {}],
    [{ what: 'leak', name: 'c-linux', leaked: 'the date', to: 'a list' }, {}],
    [{ what: 'leak', name: 'c-linux', leaked: 'the patch', to: 'a forum' }, {}],
    [{ what: 'remove', name: 'd-linux', reason: 'It ships it no more.' }, {}],
    [{ what: 'apply', name: 'e-linux', address: 'security@e-linux.example.org', voucher: 'a-linux' }, { block: anApplication }],
  ];
  return asks.reduce((project, [what, attached]) => after(project, what, attached), withMemberNamed(named, 'f-linux', { key: false }));
}

const rows: readonly { readonly name: string; readonly make: () => Project; readonly policy: Policy }[] = [
  { name: 'new', make: () => newProject(aRepository, 1), policy },
  { name: 'with an empty register', make: () => aProject, policy },
  { name: 'with a full register', make: aFullRegister, policy },
  {
    name: 'with a full register that ben decides on, and a newer agreement',
    make: () => ({
      ...aFullRegister(),
      linksAsked: { 'a-linux': now - hourMs },
      away: [absence(ana.login, '2026-03-20' as CivilDate, { by: ana.login, at: reportedAt }, policy.calendar)],
      heldPulls: [{ number: 9, sha: sha('a'), isApproved: false, fixes: [aCaseId], askAgainAt: now }],
      unsaid: [{ name: 'a', body: 'Something waits.' }],
    }),
    policy: aPolicy({
      publicIssues: 'ignored',
      distributors: {
        ...noDistributors,
        ...{ enabled: true, reviewDays: 5, linkDays: 3, decidedBy: [ben.login] },
        agreement: { ...noDistributors.agreement, version: 2, holdsFrom: 2 },
      },
    }),
  },
  { name: 'that tells nobody early', make: () => aProject, policy: aPolicy({ distributors: noDistributors }) },
];

const elsewhere = 'psirt@other.example.org';
type Asked = Pick<RegisterAsked, 'ask'> & Partial<Pick<RegisterAsked, 'by' | 'typed' | 'block' | 'key'>>;

const asks: Readonly<Record<string, Asked>> = {
  list: { ask: { what: 'list' } },
  'list, by an outsider': { ask: { what: 'list' }, by: oscar },
  'list, by somebody unknown': { ask: { what: 'list' }, by: ulla, typed: '/distributor list' },
  'apply, as the first': { ask: { what: 'apply', name: 'g-linux', address: elsewhere, voucher: undefined }, block: anApplication },
  'apply, with a voucher': { ask: { what: 'apply', name: 'g-linux', address: elsewhere, voucher: 'a-linux' }, block: anApplication },
  'apply, with a voucher who is none': {
    ask: { what: 'apply', name: 'g-linux', address: elsewhere, voucher: 'z-linux' },
    block: anApplication,
  },
  'apply, with a voucher who left': {
    ask: { what: 'apply', name: 'g-linux', address: elsewhere, voucher: 'd-linux' },
    block: anApplication,
  },
  'apply, vouching for itself': { ask: { what: 'apply', name: 'g-linux', address: elsewhere, voucher: 'g-linux' }, block: anApplication },
  'apply, of a member': { ask: { what: 'apply', name: 'a-linux', address: elsewhere, voucher: 'b-linux' }, block: anApplication },
  'apply, again': { ask: { what: 'apply', name: 'e-linux', address: elsewhere, voucher: 'a-linux' }, block: anApplication },
  'apply, of one who left': { ask: { what: 'apply', name: 'd-linux', address: elsewhere, voucher: 'a-linux' }, block: anApplication },
  'apply, with an address of a person': {
    ask: { what: 'apply', name: 'g-linux', address: 'jane.doe@other.example.org', voucher: 'a-linux' },
    block: anApplication,
  },
  'apply, with an address of another member': {
    ask: { what: 'apply', name: 'g-linux', address: 'security@a-linux.example.org', voucher: 'a-linux' },
    block: anApplication,
  },
  'apply, without an application': { ask: { what: 'apply', name: 'g-linux', address: elsewhere, voucher: 'a-linux' } },
  'apply, with half an application': {
    ask: { what: 'apply', name: 'g-linux', address: elsewhere, voucher: 'a-linux' },
    block: anApplication.replace(/https:\S+security\n/, '_No response_\n').replace('Anybody may install it.', ''),
  },
  accept: { ask: { what: 'accept', name: 'e-linux' } },
  'accept, of nobody': { ask: { what: 'accept', name: 'z-linux' } },
  decline: { ask: { what: 'decline', name: 'e-linux', reason: 'Too few users.' } },
  'decline, of nobody': { ask: { what: 'decline', name: 'a-linux', reason: 'Too few users.' } },
  key: { ask: { what: 'key', name: 'f-linux' }, key: aKey },
  'key, without one': { ask: { what: 'key', name: 'f-linux' } },
  'key, that expires': { ask: { what: 'key', name: 'a-linux' }, key: { ...aKey, expiresAt: now + 60 * dayMs } },
  'key, that has expired': { ask: { what: 'key', name: 'a-linux' }, key: { ...aKey, expiresAt: now - 1 } },
  'key, that cannot be read': { ask: { what: 'key', name: 'a-linux' }, key: { problem: 'it is no OpenPGP key' } },
  'key, of one who left': { ask: { what: 'key', name: 'd-linux' }, key: aKey },
  address: { ask: { what: 'address', name: 'a-linux', address: elsewhere } },
  'address, of a person': { ask: { what: 'address', name: 'a-linux', address: 'jane.doe@other.example.org' } },
  'address, of another member': { ask: { what: 'address', name: 'a-linux', address: 'security@b-linux.example.org' } },
  'address, of nobody': { ask: { what: 'address', name: 'z-linux', address: elsewhere } },
  consent: { ask: { what: 'consent', name: 'b-linux', person: undefined } },
  'consent, again': { ask: { what: 'consent', name: 'a-linux', person: undefined } },
  'consent, of a person': { ask: { what: 'consent', name: 'a-linux', person: 'Tom Doe' } },
  'consent, of the same person': { ask: { what: 'consent', name: 'a-linux', person: 'Jane Doe' } },
  'consent, of a person of nobody': { ask: { what: 'consent', name: 'z-linux', person: 'Tom Doe' } },
  withdraw: { ask: { what: 'withdraw', name: 'a-linux', person: undefined } },
  'withdraw, again': { ask: { what: 'withdraw', name: 'b-linux', person: undefined } },
  'withdraw, of a person': { ask: { what: 'withdraw', name: 'a-linux', person: 'Jane Doe' } },
  'withdraw, of somebody who had not agreed': { ask: { what: 'withdraw', name: 'a-linux', person: 'Tom Doe' } },
  leak: { ask: { what: 'leak', name: 'a-linux', leaked: 'the date', to: 'a list' } },
  'leak, the second': { ask: { what: 'leak', name: 'c-linux', leaked: 'the date', to: 'a list' } },
  'leak, of nobody': { ask: { what: 'leak', name: 'z-linux', leaked: 'the date', to: 'a list' } },
  reviewed: { ask: { what: 'reviewed', name: 'a-linux' } },
  'reviewed, of nobody': { ask: { what: 'reviewed', name: 'z-linux' } },
  remove: { ask: { what: 'remove', name: 'a-linux', reason: 'It ships it no more.' } },
  'remove, by ben': { ask: { what: 'remove', name: 'a-linux', reason: 'It ships it no more.' }, by: ben },
  'remove, again': { ask: { what: 'remove', name: 'd-linux', reason: 'It ships it no more.' } },
  ban: { ask: { what: 'ban', name: 'c-linux', reason: 'Twice.' }, by: ben },
  'ban, of one who leaked not often enough': { ask: { what: 'ban', name: 'a-linux', reason: 'Once.' }, by: ben },
  'ban, of one who left': { ask: { what: 'ban', name: 'd-linux', reason: 'Twice.' }, by: ben },
  'ban, of nobody': { ask: { what: 'ban', name: 'z-linux', reason: 'Twice.' }, by: ben },
};

const due = { caseId: aCaseId, url: 'https://github.com/acme/widget/security/advisories/GHSA-2222-3333-4444', what: 'the fix' };
const shows = { kind: 'PublicPullSeen', number: 8, sha: sha('b'), isOpen: true, isKnown: true, fixes: [], at: now } as const;
const fix = { caseId: aCaseId, isReviewed: false, isGoingOut: false };
const from = { kind: 'project-issue', commentId: '9', ...place } as const;
const said = { by: max, from, line: 1, at: now };
const away = { ...said, kind: 'AwaySaid', login: ana.login, role: 'maintainer', leads: [aCaseId, anotherCaseId] } as const;

const events: Readonly<Record<string, ProjectEvent>> = {
  'somebody is away': { ...away, until: '2026-03-20' as CivilDate },
  'somebody is away who may not be': { ...away, role: 'outsider', until: '2026-03-20' as CivilDate },
  'somebody is away of whom nothing was found out': { ...away, role: 'unknown', until: '2026-03-20' as CivilDate },
  'somebody is away until yesterday': { ...away, until: '2026-03-11' as CivilDate },
  'somebody is back': { ...away, until: undefined },
  'somebody is away, as an outsider says': { ...away, by: oscar, until: '2026-03-20' as CivilDate },
  'a case says that somebody is away': {
    ...{ kind: 'AwayChanged', login: ana.login, leads: [aCaseId], at: now },
    absent: absence(ana.login, '2026-03-25' as CivilDate, { by: ana.login, at: now }, policy.calendar),
  },
  'a case says that somebody is back': { kind: 'AwayChanged', login: ana.login, leads: [], absent: undefined, at: now },
  'a command is not understood': { ...said, kind: 'ProjectCommandNotUnderstood', message: 'I do not know `/foo`.' },
  'the register is wanted': { kind: 'RegisterWanted', at: now },
  'distributors are told early from now on': { kind: 'DistributorsEnabled', at: now },
  'a link is asked for': { kind: 'MemberLinkAsked', member: 'a-linux', at: now },
  'a link is asked for, of a member without consent': { kind: 'MemberLinkAsked', member: 'b-linux', at: now },
  'a link is asked for, of one who left': { kind: 'MemberLinkAsked', member: 'd-linux', at: now },
  'a link is asked for, of nobody': { kind: 'MemberLinkAsked', member: 'z-linux', at: now },
  'a member leaked in a case': {
    kind: 'MemberLeaked',
    member: 'a-linux',
    what: 'the fix',
    to: 'a list',
    by: max.login,
    caseId: aCaseId,
    at: now,
  },
  'nobody leaked in a case': {
    kind: 'MemberLeaked',
    member: 'z-linux',
    what: 'the fix',
    to: 'a list',
    by: max.login,
    caseId: aCaseId,
    at: now,
  },
  'the issue was opened': { kind: 'ProjectIssueOpened', place, at: now },
  'the policy file is broken': { kind: 'PolicyFileBroken', version: 'v', problems: 'fixlead.yml:1:1: `publsh` is not known.', at: now },
  'a public issue reads like a report': { kind: 'ReportSuspected', number: 5, signs: ['an exploit', 'a CVE id'], at: now },
  'a day began': {
    ...{ kind: 'DayBegan', start: now, at: now },
    due: [
      { ...due, dueAt: now - hourMs, owedBy: ana.login },
      { ...due, dueAt: now + hourMs, owedBy: ana.login, what: 'the first answer' },
      { ...due, caseId: caseId('GHSA-5555-6666-7777'), dueAt: now + 2 * hourMs, owedBy: undefined },
    ],
  },
  'a day began with nothing due': { kind: 'DayBegan', start: now, due: [], at: now },
  'the holidays end': { kind: 'CalendarEnds', at: now },
  'somebody else rang': { kind: 'WakeUpRang', name: 'nothing', dueAt: now, at: now },
  'an effect was given up': { kind: 'EffectGivenUp', key: 'acme/widget/tell/x', what: 'SayInFixRepository', error: 'Gone', at: now },
  'a pull request without a fix': { ...shows, isApproved: false },
  'an approved pull request without a fix': { ...shows, isApproved: true },
  'an approved pull request of which git could say nothing': { ...shows, isKnown: false, isApproved: true },
  'a pull request with a fix': { ...shows, isApproved: false, fixes: [fix] },
  'an approved pull request with a fix': { ...shows, isApproved: true, fixes: [fix] },
  'a pull request with a reviewed fix': { ...shows, isApproved: true, fixes: [{ ...fix, isReviewed: true }] },
  'a pull request with a fix that is going out': { ...shows, isApproved: false, fixes: [{ ...fix, isReviewed: true, isGoingOut: true }] },
  'a pull request that is closed': { ...shows, isOpen: false, isApproved: true, fixes: [fix] },
  'the held pull request, whose check was asked for again': { ...shows, number: 9, isApproved: true, again: true },
  'a pull request breaks the policy file': {
    ...{ kind: 'PolicyFileProposed', sha: sha('c'), at: now },
    proposal: { kind: 'broken', problems: [{ line: 3, column: 1, message: '`publsh` is not known.' }] },
  },
  'a pull request changes the policy file, and its check was asked for again': {
    ...{ kind: 'PolicyFileProposed', sha: sha('c'), again: true, at: now },
    proposal: {
      ...{ kind: 'good', warnings: [{ line: 4, column: 3, message: 'Nobody is reminded.' }] },
      changes: [
        { setting: 'publish', before: { from: 'preset', value: 'auto' }, after: { from: 'repository', value: 'confirm' } },
        { setting: 'lines', before: { from: 'organisation' }, after: { from: 'repository', value: ['main'] } },
      ],
    },
  },
  'a pull request changes the policy file, and nothing in it': {
    ...{ kind: 'PolicyFileProposed', sha: sha('c'), at: now, proposal: { kind: 'good', changes: [], warnings: [] } },
  },
  'a pull request repairs the policy file': {
    ...{ kind: 'PolicyFileProposed', sha: sha('c'), at: now, proposal: { kind: 'good', changes: 'unknown', warnings: [] } },
  },
  'a pull request removes the policy file': {
    ...{ kind: 'PolicyFileProposed', sha: sha('c'), at: now, proposal: { kind: 'removed', organisationRules: true } },
  },
  'a pull request removes the policy file, and nothing else rules': {
    ...{ kind: 'PolicyFileProposed', sha: sha('c'), at: now, proposal: { kind: 'removed', organisationRules: false } },
  },
  'a pull request changes the policy file under a broken one of the organisation': {
    ...{ kind: 'PolicyFileProposed', sha: sha('c'), at: now, proposal: { kind: 'organisation-broken' } },
  },
  'a pull request changes the policy file, and it could not be read': {
    ...{ kind: 'PolicyFileProposed', sha: sha('c'), at: now, proposal: { kind: 'not-found-out' } },
  },
};

describe('what comes of', () => {
  const held = join(import.meta.dirname, 'project.txt');

  it.each(Object.keys(asks).map((name) => ({ name })))('/distributor $name', ({ name }) => {
    const asked = asks[name];
    if (asked === undefined) throw new Error('it is one of them');
    expectSectionAsHeld(held, `/distributor ${name}`, everywhere({ ...said, kind: 'RegisterAsked', ...asked }));
  });

  it.each(Object.keys(events).map((name) => ({ name })))('$name', ({ name }) => {
    const event = events[name];
    if (event === undefined) throw new Error('it is one of them');
    expectSectionAsHeld(held, name, everywhere(event));
  });

  it('each is held, and nothing else', () => {
    expect([...sectionsOf(held).keys()]).toEqual([...Object.keys(asks).map((name) => `/distributor ${name}`), ...Object.keys(events)]);
  });
});

describe('what rings', () => {
  it.each(rows)('for a project $name', ({ name, make, policy: ruling }) => {
    const project = make();
    const rung = projectWakeUps(project, ruling).map((wakeUp) => {
      const event = { kind: 'WakeUpRang', ...wakeUp, at: wakeUp.dueAt } as const;
      const decision = decideProject(project, event, ruling, wakeUp.dueAt);
      return {
        where: `${wakeUp.name} at ${formatUtcMinute(wakeUp.dueAt)}`,
        what: inShort(decision, () => registerBoard(project, ruling, wakeUp.dueAt)),
      };
    });
    expectSectionAsHeld(join(import.meta.dirname, 'project-wake-ups.txt'), name, together(rung));
  });
});

function everywhere(event: ProjectEvent): readonly string[] {
  const each = rows.map(({ name, make, policy: ruling }) => {
    const project = make();
    return { where: name, what: inShort(decideProject(project, event, ruling, now), () => registerBoard(project, ruling, now)) };
  });
  return together(each);
}
