/** The settings about looking whether a vulnerability became public elsewhere. */
import type { KeyDescription } from './key-description.ts';

export const watchNames = ['lists', 'ids', 'off'] as const;

/** What it holds when it is read, in the words of the file. */
export type WatchValues = {
  readonly 'watch.elsewhere': (typeof watchNames)[number];
  readonly 'watch.public_issues': 'told' | 'ignored';
};

export const watchKeys: Readonly<Record<keyof WatchValues, KeyDescription>> = {
  'watch.elsewhere': {
    meaning:
      'How it is looked, until the Release Date, whether others speak of the vulnerability already: `lists` reads public lists whole, and tells nobody ' +
      'what is looked for; `ids` also asks public databases for the ids of the advisory and of the CVE, which tells them that there is something with ' +
      'that id; `off` does not look.',
    unit: 'none',
    allowed: '`lists`, `ids` or `off`',
    atZero: 'It cannot be empty.',
    example: 'lists',
  },
  'watch.public_issues': {
    meaning:
      'Whether the maintainers are told in the project’s private issue of a new public issue that reads like a report of a vulnerability. ' +
      'It is found by plain words, and left alone.',
    unit: 'none',
    allowed: '`told` or `ignored`',
    atZero: 'It cannot be empty.',
    example: 'ignored',
  },
};
