/** Who may look at the app, as the environment says it; `.env.example` explains each. */
import { secret, type Secret } from './adapters/secret.ts';

export type SurfaceSettings = {
  /** Opens `/metrics`; undefined: nobody may read them. */
  readonly metricsToken?: Secret;
};

type Environment = Readonly<Record<string, string | undefined>>;
type Refuse = (problem: string) => undefined;

/** Unit: characters. */
const shortestToken = 32;

export function readSurfaceSettings(env: Environment, refuse: Refuse): SurfaceSettings {
  const { FIXLEAD_METRICS_TOKEN: token } = env;
  if (token !== undefined && token.length < shortestToken)
    refuse(`FIXLEAD_METRICS_TOKEN needs at least ${shortestToken} characters. Make one with: openssl rand -hex 32`);
  return token === undefined ? {} : { metricsToken: secret(token) };
}
