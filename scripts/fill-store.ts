/** Takes a few cases into a store, for trying a backup: `fill-store.ts URL NAME`. Not for a store that is in use. */
import { openStore } from '../src/adapters/store/open-store.ts';
import { caseId, login, repositoryName } from '../src/core/ids.ts';
import { decideAll } from '../src/engine/step.ts';
import { readPolicy } from '../src/policy/read-policy.ts';

const [url = '', name = ''] = process.argv.slice(2);
const read = readPolicy('maintainers: { team: acme/security }\nfix_repository: acme/fixes\nlines: [main]\n', { path: 'policy' });
if (!read.ok) throw new Error(JSON.stringify(read.problems));
const { policy } = read;
const now = Date.now();
/** Of GitHub's alphabet for ids, so many as there are digits. */
const digits = '23456789cf';
const repository = repositoryName('acme/widget');
const store = await openStore(url);
for (let number = 0; number < 20; number += 1) {
  const id = caseId(
    `GHSA-${name === 'before' ? '2222' : '3333'}-cccc-${[...String(2000 + number)].map((digit) => digits[Number(digit)]).join('')}`,
  );
  const key = `${name}:${number}`;
  await store.receive([{ key, source: 'poll', name: 'event', body: '', about: id, receivedAt: now }]);
  const report = { reporter: login('rita'), title: 'A report', text: 'Its text.', reportedAt: now, state: 'triage' } as const;
  const event = {
    kind: 'ReportReceived',
    ...{ caseId: id, repository, installationId: 1, policyProblem: undefined, at: now },
    ...report,
  } as const;
  await store.saveStep(key, id, now, (current) => decideAll(current, [event], { freshPolicy: policy, now, key }));
}
await store.close();
