/** Who may look at the app, as the environment says it; `.env.example` explains each. */
import { secret, type Secret } from '../adapters/secret.ts';
import { isAddress } from '../dashboard/address.ts';

export type SurfaceSettings = {
  /** Opens `/metrics`; undefined: nobody may read them. */
  readonly metricsToken?: Secret;
  /** Undefined: there is no dashboard. */
  readonly dashboard?: DashboardSettings;
};

export type DashboardSettings = {
  /** Where people reach it, without the slash at the end. */
  readonly url: string;
  /** The App's own, for the sign-in. */
  readonly clientId: string;
  readonly clientSecret: Secret;
  /** From which the keys are made that seal tokens and sign cookies. */
  readonly sessionKey: Secret;
};

type Environment = Readonly<Record<string, string | undefined>>;
type Refuse = (problem: string) => undefined;

/** Unit: characters. */
const shortestToken = 32;

export function readSurfaceSettings(env: Environment, refuse: Refuse): SurfaceSettings {
  const metricsToken = env['FIXLEAD_METRICS_TOKEN'] === undefined ? undefined : readLong(env, 'FIXLEAD_METRICS_TOKEN', refuse);
  const dashboard = readDashboard(env, refuse);
  return { ...(metricsToken && { metricsToken }), ...(dashboard && { dashboard }) };
}

const dashboardVariables = ['FIXLEAD_URL', 'GITHUB_CLIENT_ID', 'GITHUB_CLIENT_SECRET', 'FIXLEAD_SESSION_KEY'] as const;

/** All four or none: a dashboard that is half set up would be one that nobody can sign in to. */
function readDashboard(env: Environment, refuse: Refuse): DashboardSettings | undefined {
  const missing = dashboardVariables.filter((name) => env[name] === undefined);
  if (missing.length === dashboardVariables.length) return undefined;
  if (missing.length > 0)
    return refuse(`The dashboard needs ${dashboardVariables.join(', ')}; missing: ${missing.join(', ')}. Set all of them, or none.`);
  const { FIXLEAD_URL: url = '', GITHUB_CLIENT_ID: clientId = '', GITHUB_CLIENT_SECRET: clientSecret = '' } = env;
  if (!isAddress(url))
    refuse(
      `FIXLEAD_URL is "${url.slice(0, 100)}"; it must be where people reach the app, such as https://fixlead.example.org, without a path.`,
    );
  const sessionKey = readLong(env, 'FIXLEAD_SESSION_KEY', refuse);
  return sessionKey && { url: url.replace(/\/$/, ''), clientId, clientSecret: secret(clientSecret), sessionKey };
}

function readLong(env: Environment, name: string, refuse: Refuse): Secret | undefined {
  const text = env[name] ?? '';
  return text.length < shortestToken
    ? refuse(`${name} needs at least ${shortestToken} characters. Make one with: openssl rand -hex 32`)
    : secret(text);
}
