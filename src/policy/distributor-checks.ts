/** Settings about distributors that cannot work together. */
import type { PolicyKey, PolicyValues } from './policy-keys.ts';
import type { PolicyFile } from './policy-schema.ts';
import type { SettingFinding } from './read-shape.ts';

/** A check is left out when one of the settings it looks at could not be read. */
export function distributorFindings(
  file: PolicyFile,
  values: PolicyValues,
  isBroken: (key: PolicyKey) => boolean,
): readonly SettingFinding[] {
  return [...versionFindings(values, isBroken), ...placeFindings(file, values, isBroken)];
}

function versionFindings(values: PolicyValues, isBroken: (key: PolicyKey) => boolean): readonly SettingFinding[] {
  const version = values['distributors.agreement_version'];
  const holdsFrom = values['distributors.agreement_holds_from'];
  if (holdsFrom <= version || isBroken('distributors.agreement_version') || isBroken('distributors.agreement_holds_from')) return [];
  const message = `\`agreement_holds_from\` is ${holdsFrom}, later than the version itself, which is ${version}; write the oldest version whose consents still hold.`;
  return [{ code: 'agreement-versions', at: ['distributors', 'agreement_holds_from'], message }];
}

/** The register is kept in the project's issue, and a case's early mails are confirmed in its own. */
function placeFindings(file: PolicyFile, values: PolicyValues, isBroken: (key: PolicyKey) => boolean): readonly SettingFinding[] {
  const written = values.fix_repository;
  const name = typeof written === 'string' ? written : written?.name;
  if (!values['distributors.enabled'] || name !== undefined || isBroken('fix_repository')) return [];
  const message =
    'Distributors are told early, but no `fix_repository` is named in which maintainers could keep the list and confirm what is sent: name the private repository, or write `enabled: false`.';
  const at = file.distributors?.enabled === undefined ? ['extends'] : ['distributors', 'enabled'];
  return [{ code: 'distributors-without-fix-repository', at, message }];
}
