/** What GitHub calls an ecosystem, and what package URLs, OSV and CVE records call it. */
import { PackageURL } from 'packageurl-js';
import type { RepositoryName } from '../ids.ts';

export type Ecosystem = {
  /** Source: package-url/purl-spec, PURL-TYPES. */
  readonly purlType: string;
  /** Source: the OSV schema, "affected[].package field", defined ecosystems. */
  readonly osv: string;
  /** Where its packages are listed. Source: the CVE record format, collectionURL. */
  readonly collectionUrl: string;
};

const ecosystems: Readonly<Record<string, Ecosystem>> = {
  rubygems: { purlType: 'gem', osv: 'RubyGems', collectionUrl: 'https://rubygems.org' },
  npm: { purlType: 'npm', osv: 'npm', collectionUrl: 'https://registry.npmjs.org' },
  pip: { purlType: 'pypi', osv: 'PyPI', collectionUrl: 'https://pypi.python.org' },
  maven: { purlType: 'maven', osv: 'Maven', collectionUrl: 'https://repo.maven.apache.org/maven2' },
  nuget: { purlType: 'nuget', osv: 'NuGet', collectionUrl: 'https://nuget.org/packages' },
  composer: { purlType: 'composer', osv: 'Packagist', collectionUrl: 'https://packagist.org' },
  go: { purlType: 'golang', osv: 'Go', collectionUrl: 'https://pkg.go.dev' },
  rust: { purlType: 'cargo', osv: 'crates.io', collectionUrl: 'https://crates.io' },
  erlang: { purlType: 'hex', osv: 'Hex', collectionUrl: 'https://repo.hex.pm' },
  actions: { purlType: 'githubactions', osv: 'GitHub Actions', collectionUrl: 'https://github.com' },
  pub: { purlType: 'pub', osv: 'Pub', collectionUrl: 'https://pub.dev' },
  swift: { purlType: 'swift', osv: 'SwiftURL', collectionUrl: 'https://swiftpackageindex.com' },
};

/** Undefined for `other` and what GitHub may add. */
export function ecosystemOf(name: string | undefined): Ecosystem | undefined {
  return name !== undefined && Object.hasOwn(ecosystems, name) ? ecosystems[name] : undefined;
}

/** The repository itself as a package. Source: package-url/purl-spec, PURL-TYPES, github: lower case. */
export function repositoryPurl(repository: RepositoryName, version?: string): string {
  const [owner, name = ''] = repository.split('/');
  return new PackageURL('github', owner, name, version, undefined, undefined).toString();
}

/**
 * The package URL, or undefined for a name that cannot stand in one. In a namespace are what comes before the last `/`, and a Maven group.
 * Source: package-url/purl-spec, PURL-TYPES.
 */
export function purlOf({ purlType }: Ecosystem, name: string, version?: string): string | undefined {
  const separator = purlType === 'maven' ? ':' : '/';
  const parts = (purlType === 'golang' ? name.toLowerCase() : name).split(separator).filter((part) => part.trim() !== '');
  const last = parts.pop();
  if (last === undefined) return undefined;
  try {
    return new PackageURL(purlType, parts.length === 0 ? undefined : parts.join('/'), last, version, undefined, undefined).toString();
  } catch (error) {
    // The library throws on names that its type forbids; GitHub lets people write anything.
    if (error instanceof Error) return undefined;
    throw error;
  }
}
