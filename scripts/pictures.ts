/**
 * Puts the pictures that the documents show into docs/pictures: `npm run pictures`, after `npm run test:browser` made them.
 * The one of the drill is drawn from what the drill said: `npm run -s drill > reports/drill.txt` comes before it.
 */
import { copyFileSync, existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { openChromium } from '../test/browser/a-chromium.ts';

const names = [
  'dashboard',
  'dashboard-case',
  'distributors',
  'member-case',
  'first-case',
  'setup-checklist',
  'setup-choices',
  'setup-made',
];
const root = join(import.meta.dirname, '..');
const target = join(root, 'docs/pictures');
/** Whoever clones the project loads them all. Unit: bytes. */
const largest = 150_000;

/** How it begins, and how it ends. Unit: lines and characters. */
const [firstLines, lastLines, longestLine] = [17, 6, 112];

for (const name of names) copyFileSync(join(root, 'reports/pictures', `${name}.png`), join(target, `${name}.png`));
if (existsSync(join(root, 'reports/drill.txt'))) await drawDrill(readFileSync(join(root, 'reports/drill.txt'), 'utf8'));
const tooLarge = [...names, 'drill'].filter((name) => statSync(join(target, `${name}.png`)).size > largest);
for (const name of tooLarge) console.error(`docs/pictures/${name}.png is larger than ${largest} bytes: show less of the page`);
process.exitCode = tooLarge.length === 0 ? 0 : 1;

async function drawDrill(said: string): Promise<void> {
  const all = said.trimEnd().split('\n');
  const end = all.findIndex((line) => line.startsWith('What was due'));
  const shown = [
    ...all.slice(0, firstLines),
    '…',
    ...all.slice(end - 5, end - 1),
    '…',
    ...all.slice(end, end + lastLines),
    '…',
    ...all.slice(-2),
  ];
  const browser = await openChromium();
  const page = await browser.newPage({ viewport: { width: 960, height: 400 } });
  await page.setContent(`<!doctype html><style>
    body { margin: 0; background: #11161d; }
    pre { margin: 0; padding: 20px 24px; color: #e8edf3; font: 13px/1.5 'DejaVu Sans Mono', monospace; }
    .prompt { color: #8ec1ff; } .good { color: #83d7a0; } .aside { color: #a9b5c4; }
  </style><pre><span class="prompt">$ npm run drill</span>\n\n${shown.map(coloured).join('\n')}</pre>`);
  await page.screenshot({ path: join(target, 'drill.png'), fullPage: true });
  await browser.close();
}

function coloured(line: string): string {
  const cut = line.length > longestLine ? `${line.slice(0, longestLine - 1)}…` : line;
  const text = cut.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  if (/^\s+✓|passed\.$|met on time/.test(line)) return `<span class="good">${text}</span>`;
  return /^\s+[(S]/.test(line) ? `<span class="aside">${text}</span>` : text;
}
