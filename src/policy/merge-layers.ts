/** Two policy files as one: the repository's settings where it has them, the organisation's where it has not. */
import { sections } from './policy-keys.ts';
import { policySchema, type PolicyFile } from './policy-schema.ts';
import type { Layer } from './policy-layer.ts';
import { isRecord } from './read-shape.ts';

/** Setting by setting, so that of `calendar` one file may give the holidays and the other the time zone; a list replaces the other's whole. */
export function mergeLayers(strongestFirst: readonly Layer[]): PolicyFile {
  return policySchema.parse(strongestFirst.reduceRight((under, { file }) => laidOver(under, file), {}));
}

type Settings = Readonly<Record<string, unknown>>;

function laidOver(under: Settings, over: Settings): Settings {
  const settings = Object.entries(over).map(([key, value]) => {
    const below = under[key];
    return [key, Object.hasOwn(sections, key) && isRecord(value) && isRecord(below) ? { ...below, ...value } : value] as const;
  });
  return { ...under, ...Object.fromEntries(settings) };
}

/** The file that gives what stands at a path, or at the setting it leads into. */
export function layerWith(layers: readonly Layer[], at: readonly PropertyKey[]): Layer | undefined {
  const setting = at.filter((step) => typeof step !== 'number');
  return layers.find((layer) => layer.find(setting) !== undefined);
}
