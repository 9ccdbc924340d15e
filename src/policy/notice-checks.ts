/** What the shape of the settings about notices cannot show: whether the channels are some, and whether the templates can be written. */
import { channelForms, channelKinds, parseChannel } from '../core/notices/channels.ts';
import { closestName } from '../core/closest-name.ts';
import { closedVariables, openVariables, type Facts } from '../core/notices/facts.ts';
import { approvedKinds, kinds, noticeKinds, type NoticeKind } from '../core/notices/kinds.ts';
import { renderTemplate } from '../core/notices/render.ts';
import { templateKeyOf } from './notice-keys.ts';
import { shown } from './policy-problem.ts';
import type { Entry, ReadShape, SettingFinding } from './read-shape.ts';

export function noticeFindings({ file, entriesAt }: ReadShape): readonly SettingFinding[] {
  return [
    ...approvedKinds.flatMap((kind) => entriesAt(['channels', kind]).flatMap((entry) => channelFindings(entry, ['channels', kind]))),
    ...noticeKinds.flatMap((kind) => templateFindings(kind, file.templates)),
  ];
}

function channelFindings({ text, index }: Entry, at: readonly PropertyKey[]): readonly SettingFinding[] {
  if (text === 'github:release' && at.includes('forthcoming')) {
    const message = '`github:release` cannot take the notice of a forthcoming fix: there is no release yet. `github:issue` can.';
    return [{ code: 'not-allowed', at: [...at, index], message, suggestion: 'github:issue' }];
  }
  if (parseChannel(text) !== undefined) return [];
  const [before = '', ...rest] = text.split(':');
  const meant = closestName(before.replaceAll('_', '-'), channelKinds);
  const better = `${meant ?? ''}:${rest.join(':')}`;
  const suggestion = parseChannel(better) === undefined ? undefined : better;
  const message = `${shown(text)} is no channel; it must be ${channelForms}, with names in small letters.`;
  return [{ code: 'not-allowed', at: [...at, index], message, ...(suggestion === undefined ? {} : { suggestion }) }];
}

/** A template is tried twice: with a case of which everything is known, and with one of which nothing is. */
function templateFindings(kind: NoticeKind, templates: Readonly<Record<string, string | undefined>> = {}): readonly SettingFinding[] {
  const key = templateKeyOf(kind).replace('templates.', '');
  const template = templates[key];
  if (template === undefined) return [];
  const variables = Object.keys(kinds[kind].time === 'embargo' ? openVariables : { ...openVariables, ...closedVariables });
  const problem = [full(variables), empty(variables)]
    .map((facts) => renderTemplate(template, facts))
    .find((written) => !written.ok)?.problem;
  if (problem === undefined) return [];
  const message = `\`templates.${key}\` cannot be used, line ${problem.line} of it: ${problem.message.slice(0, 200)}. It may use ${variables.join(', ')}.`;
  return [{ code: 'bad-template', at: ['templates', key], message }];
}

const lists: readonly string[] = ['release_date_elsewhere', 'lines', 'unsupported_lines', 'releases', 'documentation'];

const maybeUnknown: readonly string[] = ['release_date', 'severity', 'mitigation', 'openpgp_key', 'cve_url', 'score', 'vector'];

function full(variables: readonly string[]): Facts {
  return Object.fromEntries(variables.map((name) => [name, lists.includes(name) ? [name, name] : name]));
}

function empty(variables: readonly string[]): Facts {
  return Object.fromEntries(variables.map((name) => [name, lists.includes(name) ? [] : maybeUnknown.includes(name) ? '' : name]));
}
