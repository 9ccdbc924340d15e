/** What no policy says of notices: our own texts, and no window for what is not promised. */
import { noNotices } from '../../core/notices/notice-policy.ts';
import type { NoticeValues } from '../notice-keys.ts';
import type { PresetSetting } from './preset.ts';

type NoticeSettings = { readonly [Key in keyof NoticeValues]: PresetSetting<NoticeValues[Key]> };

const ours = 'The policy gives no words, so the text of this app holds.';
const nowhere = { value: [], rules: [], note: 'The policy names no channel.' };

export const plainNotices: NoticeSettings = {
  'channels.forthcoming': nowhere,
  'channels.fixed': nowhere,
  'channels.courtesy': nowhere,
  'channels.unsupported': nowhere,
  'channels.lifted': nowhere,
  'templates.forthcoming': { value: undefined, rules: [], note: ours },
  'templates.correction': { value: undefined, rules: [], note: ours },
  'templates.fixed': { value: undefined, rules: [], note: ours },
  'templates.courtesy': { value: undefined, rules: [], note: ours },
  'templates.unsupported': { value: undefined, rules: [], note: ours },
  'templates.lifted': { value: undefined, rules: [], note: ours },
  'templates.early_plan': { value: undefined, rules: [], note: ours },
  'templates.early_patches': { value: undefined, rules: [], note: ours },
  'templates.reply_received': { value: undefined, rules: [], note: ours },
  'templates.reply_accepted': { value: undefined, rules: [], note: ours },
  'templates.reply_published': { value: undefined, rules: [], note: ours },
  'notices.upgrade': { value: noNotices.upgrade, rules: [], note: 'How the project is upgraded, only the project can say.' },
  'notices.openpgp_key': { value: undefined, rules: [], note: 'Whether there is a key, only the project can say.' },
  'notices.documentation': { value: [], rules: [], note: 'Who ships the project to others, only the project can say.' },
  'notices.forthcoming_calendar_days': { value: 0, rules: [], note: 'The policy promises no such time.' },
};
