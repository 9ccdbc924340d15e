/**
 * Another tzdata than the one inside Node.js, read by a process that is started with `ICU_TIMEZONE_FILES_DIR`. The one that PostgreSQL's binaries
 * bring along for themselves is of 2017.
 * Sources: ICU, "Updating the Time Zone Data", and `udata.h`: a package is a header, a count, and pairs of where a name and its data begin.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { embeddedPostgresBinaries } from '../contracts/embedded-postgres.ts';

export type OtherTzdata = {
  /** What a process is started with to have it. */
  readonly env: Readonly<Record<string, string>>;
  /** Its version, such as `2017c`. */
  readonly version: string;
};

const wanted = ['zoneinfo64.res', 'timezoneTypes.res', 'windowsZones.res', 'metaZones.res'] as const;

/** Puts it into this folder, or says why there is none. */
export function otherTzdata(folder: string): OtherTzdata | { readonly missing: string } {
  const binaries = embeddedPostgresBinaries();
  if ('missing' in binaries) return binaries;
  const libraries = join(binaries.folder, 'lib');
  const name = readdirSync(libraries).find((one) => /^libicudata\.so\.\d+\.\d+$/.test(one));
  if (name === undefined) return { missing: `there is no libicudata in ${libraries}` };
  const files = filesIn(readFileSync(join(libraries, name)));
  mkdirSync(folder, { recursive: true });
  for (const one of wanted) {
    const bytes = files.get(one);
    if (bytes === undefined) return { missing: `there is no ${one} in ${name}` };
    writeFileSync(join(folder, one), bytes);
  }
  const env = { ICU_TIMEZONE_FILES_DIR: folder };
  const version = execFileSync(process.execPath, ['-p', 'process.versions.tz'], {
    env: { ...process.env, ...env },
    encoding: 'utf8',
  }).trim();
  return version === process.versions.tz ? { missing: `this Node.js does not read ${folder}` } : { env, version };
}

/** By their names, without the folder. The last one has no end, and is none of ours. */
function filesIn(library: Buffer): ReadonlyMap<string, Buffer> {
  const start = library.indexOf('CmnD') - 12;
  const contents = start + library.readUInt16LE(start);
  const entries = Array.from({ length: library.readUInt32LE(contents) }, (_, index) => {
    const at = contents + 4 + 8 * index;
    return { nameAt: contents + library.readUInt32LE(at), dataAt: contents + library.readUInt32LE(at + 4) };
  });
  return new Map(
    entries.map(({ nameAt, dataAt }, index) => {
      const path = library.toString('latin1', nameAt, library.indexOf(0, nameAt));
      return [path.split('/').at(-1) ?? '', library.subarray(dataAt, entries[index + 1]?.dataAt ?? dataAt)];
    }),
  );
}
