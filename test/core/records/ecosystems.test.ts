// What a package is called by others than GitHub: package URLs, and the names of ecosystems.
import { describe, expect, it } from '@jest/globals';
import { repositoryName } from '../../../src/core/ids.ts';
import { ecosystemOf, purlOf, repositoryPurl } from '../../../src/core/records/ecosystems.ts';

describe('the ecosystem', () => {
  it.each([
    { name: 'npm', osv: 'npm' },
    { name: 'go', osv: 'Go' },
    { name: 'other', osv: undefined },
    { name: 'invented', osv: undefined },
    // What every object has is the name of no ecosystem.
    { name: 'constructor', osv: undefined },
    { name: undefined, osv: undefined },
  ])('of $name is $osv to OSV', ({ name, osv }) => {
    expect(ecosystemOf(name)?.osv).toBe(osv);
  });
});

describe('the package URL', () => {
  it.each([
    { of: 'npm', name: 'widget', purl: 'pkg:npm/widget' },
    { of: 'npm', name: '@acme/widget', purl: 'pkg:npm/%40acme/widget' },
    { of: 'npm', name: '@acme/widget', version: '1.0', purl: 'pkg:npm/%40acme/widget@1.0' },
    { of: 'go', name: 'GitHub.com/Acme/Widget', purl: 'pkg:golang/github.com/acme/widget' },
    { of: 'go', name: '//github.com// /widget/', purl: 'pkg:golang/github.com/widget' },
    { of: 'maven', name: 'org.acme:Widget', purl: 'pkg:maven/org.acme/Widget' },
    { of: 'maven', name: 'Widget/x', purl: undefined },
    { of: 'rubygems', name: 'Widget', purl: 'pkg:gem/Widget' },
    { of: 'npm', name: '/', purl: undefined },
    { of: 'npm', name: ' ', purl: undefined },
    { of: 'npm', name: '', purl: undefined },
  ])('of "$name" in $of is $purl', ({ of, name, version, purl }) => {
    const ecosystem = ecosystemOf(of);
    expect(ecosystem && purlOf(ecosystem, name, version)).toBe(purl);
  });

  it('of a repository is in small letters', () => {
    expect(repositoryPurl(repositoryName('Acme/Widget'))).toBe('pkg:github/acme/widget');
    expect(repositoryPurl(repositoryName('Acme/Widget'), 'v1.0')).toBe('pkg:github/acme/widget@v1.0');
  });
});
