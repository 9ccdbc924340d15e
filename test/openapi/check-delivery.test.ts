import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { checkDelivery, deliveryNames } from './check-delivery.ts';
import { advisorySample, repositorySample, userSample } from './github-samples.ts';

const repository = repositorySample('octo-org/octo-repo');
const sender = userSample('ana');
const reported = { action: 'reported', repository_advisory: advisorySample('GHSA-2222-3333-4444'), repository, sender };

const fitting = [
  { event: 'repository_advisory', action: 'reported', payload: reported },
  { event: 'repository', action: 'privatized', payload: { action: 'privatized', repository, sender } },
  { event: 'member', action: 'added', payload: { action: 'added', member: userSample('bo'), repository, sender } },
  {
    event: 'create',
    action: undefined,
    payload: { ref: 'fix', ref_type: 'branch', master_branch: 'main', description: null, pusher_type: 'user', repository, sender },
  },
  { event: 'ping', action: undefined, payload: { zen: 'Keep it logically awesome.', hook_id: 1 } },
];

const broken = [
  { name: 'an event outside the slice', event: 'star', action: 'created', payload: {}, problem: 'star.created is no webhook of the slice' },
  {
    name: 'an action outside the slice',
    event: 'repository_advisory',
    action: 'edited',
    payload: {},
    problem: 'repository_advisory.edited is no webhook',
  },
  {
    name: 'an action that is not the header’s',
    event: 'repository_advisory',
    action: 'published',
    payload: reported,
    problem: '/action must be equal to one of the allowed values: ["published"]',
  },
  {
    name: 'a payload without its advisory',
    event: 'repository_advisory',
    action: 'reported',
    payload: { ...reported, repository_advisory: undefined },
    problem: "must have required property 'repository_advisory'",
  },
  {
    name: 'a field of the wrong type',
    event: 'repository_advisory',
    action: 'reported',
    payload: { ...reported, repository_advisory: { ...reported.repository_advisory, summary: 7 } },
    problem: '/repository_advisory/summary must be string',
  },
];

describe('checkDelivery', () => {
  it.each(fitting)('passes a $event payload', ({ event, action, payload }) => {
    expect(checkDelivery(event, action, payload)).toEqual([]);
  });

  it.each(broken)('reports $name', ({ event, action, payload, problem }) => {
    expect(checkDelivery(event, action, payload)).toEqual([expect.stringContaining(problem)]);
  });

  it.each(deliveryNames)('has schemas that compile for %s', (name) => {
    const [event = '', action] = name.split('.');
    expect(checkDelivery(event, action, 7)).toEqual([`${name} must be object`]);
  });
});

// Two payloads that look like real deliveries; they are not part of this project.
const recorded = join(import.meta.dirname, '../../../shared/data/webhooks');

(existsSync(recorded) ? describe : describe.skip)('payloads as GitHub really sends them', () => {
  it.each(['reported', 'published'])('break the description of repository_advisory.%s only with an empty ecosystem', (action) => {
    expect(checkDelivery('repository_advisory', action, read(action))).toEqual([
      expect.stringContaining('/repository_advisory/vulnerabilities/0/package/ecosystem must be equal to one of the allowed values'),
    ]);
  });

  it.each(['reported', 'published'])(
    'leave out in repository_advisory.%s what an adapter would like to read, as the description allows',
    (action) => {
      const { author, created_at, submission, private_fork, cvss } = read(action).repository_advisory;
      expect({ author, created_at, submission, private_fork, cvss }).toEqual({
        author: null,
        created_at: null,
        submission: null,
        private_fork: null,
        cvss: { vector_string: null, score: null },
      });
    },
  );
});

function read(action: string): { readonly repository_advisory: Readonly<Record<string, unknown>> } {
  return JSON.parse(readFileSync(join(recorded, `repository_advisory.${action}.json`), 'utf8')) as ReturnType<typeof read>;
}
