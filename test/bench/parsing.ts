/** How fast comments are read: what people write, and the worst that somebody could. Time on the processor, for what else the machine does is no matter here. */
import { maximumCommentLength } from '../../src/commands/parse-comment.ts';
import { readComment } from '../../src/commands/read-comment.ts';
import { places, shapes, within } from '../commands/hostile-shapes.ts';
import type { Figure } from './figure.ts';
import type { Size } from './size.ts';

/** Of ten comments on a case one holds a command. */
const commentsPerCommand = 10;
const comments = 2_000;
/** Unit: MB, of a million characters. */
const oneMb = 1_000_000;

const paragraphs = [
  'Thanks for the report. I can reproduce this on `v4.2.1`, and the **stack trace** points at the same place:',
  '```\npanic: runtime error: index out of range [3] with length 3\n\tmain.go:42 +0x1d\n```',
  '> Does it happen with the default settings too?\n\nIt does; see [the documentation](https://example.org/docs#limits) for what they are.',
  '- [x] a test that fails\n- [ ] the fix itself\n- [ ] the same on `release-19.0` and/or older lines',
  'I think we should check the length before the loop, as https://example.org/acme/widget/pull/77 does, rather than catch it later.',
] as const;

export async function measureParsing({ scale }: Size): Promise<readonly Figure[]> {
  const ordinary = Array.from({ length: Math.max(50, Math.round(comments * scale)) }, (_, index) => ordinaryComment(index));
  const withCommand = ordinary.filter((_, index) => index % commentsPerCommand === 0);
  const worst = worstComment(scale < 1 ? shapes.slice(0, 3) : shapes);
  return [
    {
      ...{ name: 'parsing-ordinary', says: 'comments as people write them, every tenth with a command' },
      ...{ measured: speed(ordinary), unit: 'MB/s', wanted: { atLeast: 50 } },
      from: { comments: ordinary.length, 'those with a command alone, MB/s': speed(withCommand) },
    },
    {
      ...{ name: 'parsing-worst', says: `the slowest of ${worst.tried} comments of 64 KB made to keep a parser busy` },
      ...{ measured: worst.seconds, unit: 's', wanted: { atMost: 0.1 }, from: { 'made of': worst.name } },
    },
  ];
}

function ordinaryComment(index: number): string {
  const text = Array.from({ length: 1 + (index % 7) }, (_, at) => paragraphs[(index + at) % paragraphs.length]).join('\n\n');
  return index % commentsPerCommand === 0 ? `${text}\n\n/ack` : text;
}

/** The fastest of several passes. Unit: MB a second of processor time. */
function speed(texts: readonly string[]): number {
  const size = texts.reduce((sum, text) => sum + text.length, 0);
  return size / oneMb / shortestSeconds(() => texts.forEach((text) => readComment(text)), 7);
}

type Worst = { readonly name: string; readonly seconds: number; readonly tried: number };

function worstComment(all: typeof shapes): Worst {
  let worst: Worst = { name: '', seconds: 0, tried: 0 };
  let tried = 0;
  for (const { name, make } of all) {
    for (const place of places) {
      const body = place(within(make(maximumCommentLength), maximumCommentLength));
      const seconds = shortestSeconds(() => readComment(body), 5);
      tried += 1;
      if (seconds > worst.seconds) worst = { name, seconds, tried };
    }
  }
  return { ...worst, tried };
}

function shortestSeconds(run: () => unknown, runs: number): number {
  let shortest = Infinity;
  for (let done = 0; done < runs; done += 1) {
    const before = process.threadCpuUsage();
    run();
    const { user, system } = process.threadCpuUsage(before);
    shortest = Math.min(shortest, (user + system) / 1_000_000);
  }
  return shortest;
}
