/** The whole of Fixlead as `fixlead start` runs it: what it takes in is worked on beside. */
import { startFixlead } from '../../../src/main.ts';
import { askedFor, serve } from './served.ts';

const fixlead = await startFixlead(askedFor());
// A store that was not closed would be checked for damage at the next start.
serve(`${fixlead.url}/api/github/webhooks`, () => fixlead.stop());
