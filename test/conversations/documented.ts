// Holds every request, answer and webhook of a conversation against GitHub's own description.
import type { SimulatedGitHubOptions } from '../../src/drill/simulated-github/simulated-github.ts';
import { checkDelivery } from '../openapi/check-delivery.ts';
import { checkExchange } from '../openapi/check-exchange.ts';

/** Where GitHub's description is at odds with GitHub, or the simulated GitHub with either. */
const contradictions = [
  // The description wants an account to be a user and an enterprise at once.
  /^GET \/app\/installations: answer 200\/\d+\/account must have required property/,
  // GitHub sends its usual error here; the description has none.
  /^GET \/orgs\/\{org\}\/teams\/\{team_slug\}\/memberships\/\{username\}: answer 404 has no body$/,
  // Events and actions that we are sent and do not read; their description was not kept.
  / is no webhook of the slice/,
  // Git over HTTP is not part of the REST interface.
  /\.git\/.* is no operation of the slice/,
];

export function undocumentedIn(problems: string[]): Required<Pick<SimulatedGitHubOptions, 'observe' | 'observeDelivery'>> {
  const add = (found: readonly string[]): void =>
    void problems.push(...found.filter((problem) => !contradictions.some((known) => known.test(problem))));
  return {
    observe: (exchange) => add(checkExchange(exchange)),
    observeDelivery: ({ event, action, payload }) => add(checkDelivery(event, action, payload)),
  };
}
