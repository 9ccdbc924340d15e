/** One policy file by itself: its settings as far as they can be read, where each stands, and what is wrong with them. */
import { noticeFindings } from './notice-checks.ts';
import { parseYaml, type Place } from './parse-yaml.ts';
import type { PolicyKey } from './policy-keys.ts';
import { settingFindings } from './policy-checks.ts';
import type { Finding, PolicyProblem } from './policy-problem.ts';
import type { PolicyFile } from './policy-schema.ts';
import { isRecord, readShape, type SettingFinding } from './read-shape.ts';
import type { YamlTree } from './yaml-tree.ts';

/** Which of the two files: the organisation's holds for all its repositories, the repository's stands on top of it. */
export type LayerName = 'repository' | 'organisation';

/** `path` is only told back, with every problem. */
export type PolicyText = { readonly text: string; readonly path: string };

export type Layer = {
  readonly name: LayerName;
  readonly path: string;
  /** The settings that could be read. */
  readonly file: PolicyFile;
  readonly findings: readonly Finding[];
  /** Whether there are settings to look at, good or bad. */
  readonly isReadable: boolean;
  /** Whether a setting was given but could not be read. */
  readonly isBroken: (key: PolicyKey) => boolean;
  /** Where a path of keys and list positions stands, or undefined where the file does not have it. */
  readonly find: (at: readonly PropertyKey[]) => Place | undefined;
  /** A finding at its offset in this file's text. */
  readonly locate: (finding: SettingFinding) => Finding;
  readonly placeOf: (offset: number) => Place;
};

/** Errors: none; whatever the text is, the answer is a value. */
export function readLayer(name: LayerName, { text, path }: PolicyText): Layer {
  const yaml = parseYaml(text.replace(/^\uFEFF/, ''));
  const { tree, placeOf } = yaml;
  const nothing = { name, path, file: {}, isReadable: false, isBroken: () => false, find: () => undefined, placeOf };
  const locate = (finding: SettingFinding): Finding => (tree === undefined ? { ...finding, offset: 0 } : located(finding, tree));
  if (tree === undefined) return { ...nothing, locate, findings: yaml.findings };
  if (!isRecord(tree.value)) return { ...nothing, locate, findings: [...yaml.findings, notAMapping(tree)] };
  const { file, findings, isBroken, entriesAt } = readShape(tree.value, (at) => tree.locate(at).source);
  const wrong = [
    ...findings,
    ...settingFindings({ file, findings, isBroken, entriesAt }),
    ...noticeFindings({ file, findings, isBroken, entriesAt }),
  ];
  const find = (at: readonly PropertyKey[]) => {
    const spot = tree.find(at);
    return spot === undefined ? undefined : placeOf(spot.keyOffset);
  };
  return { name, path, file, isReadable: true, findings: [...yaml.findings, ...wrong.map(locate)], isBroken, find, locate, placeOf };
}

/** No list of problems is longer; who repairs a hundred may ask again. */
export const maximumProblems = 100;

/** The findings of one file at their places, in the order in which they stand there. */
export function problemsIn(layer: Layer, findings: readonly Finding[]): readonly PolicyProblem[] {
  return findings
    .toSorted((one, other) => one.offset - other.offset)
    .slice(0, maximumProblems)
    .map(({ code, offset, message, suggestion }) => ({
      code,
      path: layer.path,
      ...layer.placeOf(offset),
      message,
      ...(suggestion === undefined ? {} : { suggestion }),
    }));
}

function notAMapping({ value, locate }: YamlTree): Finding {
  const there = value === null || value === undefined ? 'The file is empty' : 'The file holds no settings';
  return { code: 'not-a-mapping', offset: locate([]).valueOffset, message: `${there}; begin with a line such as \`extends: vitess\`.` };
}

/** An unknown key is wrong itself; of any other setting the value is. */
function located({ at, ...finding }: SettingFinding, tree: YamlTree): Finding {
  const { keyOffset, valueOffset } = tree.locate(at);
  return { ...finding, offset: finding.code === 'unknown-key' ? keyOffset : valueOffset };
}
