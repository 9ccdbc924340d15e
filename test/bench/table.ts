/** The figures as people read them: a line each, and below it what it was made from. */
import { tellNumber, tellWanted, verdict, type Figure } from './figure.ts';

export function tellTable(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => [
    figure.name,
    `${tellNumber(figure.measured)} ${figure.unit}`,
    tellWanted(figure.wanted),
    verdict(figure),
  ]);
  const head = ['figure', 'measured', 'wanted', 'verdict'];
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return [line(head), ...figures.flatMap((figure, index) => [line(rows[index] ?? []), ...tellOrigin(figure)])].join('\n');
}

function tellOrigin({ says, from, because }: Figure): readonly string[] {
  const numbers = Object.entries(from).map(([name, value]) => `${name} ${typeof value === 'number' ? tellNumber(value) : value}`);
  return [says, numbers.join(', '), because ?? ''].filter((text) => text !== '').map((text) => `    ${text}`);
}
