/** Who did a thing and when, and where on GitHub it was said. */
import type { Login, RepositoryName } from './ids.ts';
import type { Instant } from './time/time.ts';

/** Who did a thing, and when. */
export type Act = { readonly by: Login; readonly at: Instant };

export type Place = { readonly repository: RepositoryName; readonly number: number };

/** Named when GitHub's own pages, not a command, did something: GitHub does not say who. Not a person: say it with `sayWho`. */
export const somebody = 'somebody-on-github' as Login;
