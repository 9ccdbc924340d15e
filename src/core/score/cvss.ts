// CVSS scores: a strict reading of the vector first, then the calculation of the version its prefix names.
import cvss from 'ae-cvss-calculator';
import { readVector } from './cvss-grammar.ts';
import type { CvssProblem, CvssVector } from './cvss-grammar.ts';
import type { CvssVersion } from './cvss-metrics.ts';
import { metricsOf } from './cvss-metrics.ts';
import { scoreVersion4 } from './cvss-v4-score.ts';

export type CvssSeverity = 'None' | 'Low' | 'Medium' | 'High' | 'Critical';

/** `score` is that of the whole vector, `baseScore` that of its base metrics alone, `severity` the rating of `score`. */
export type CvssScore = {
  readonly version: CvssVersion;
  readonly vector: string;
  readonly score: number;
  readonly baseScore: number;
  readonly severity: CvssSeverity;
};

export type CvssResult = { readonly ok: true; readonly value: CvssScore } | { readonly ok: false; readonly problem: CvssProblem };

/**
 * Scores a vector of CVSS 3.0, 3.1 or 4.0.
 * Unit: scores from 0.0 to 10.0 with one decimal. In 3.x the whole vector's score is the environmental score when an environmental metric is
 * given (other than as "X"), else the temporal score when a temporal metric is, else the base score.
 * Edges: the text is not trimmed; white space around it is a problem.
 * Errors: what `readVector` refuses.
 * Source: CVSS v3.0 specification, §8; v3.1, §7; v4.0, §8.
 */
export function parseCvss(text: string): CvssResult {
  const reading = readVector(text);
  if (!reading.ok) return reading;
  const { score, baseScore } = scoresOf(reading.value, text);
  return { ok: true, value: { version: reading.value.version, vector: text, score, baseScore, severity: severityOf(score) } };
}

/** Source: CVSS v3.0 and v3.1 specifications, §5 "Qualitative Severity Rating Scale"; v4.0, §6, with the same scale. */
export function severityOf(score: number): CvssSeverity {
  if (score >= 9) return 'Critical';
  if (score >= 7) return 'High';
  if (score >= 4) return 'Medium';
  return score > 0 ? 'Low' : 'None';
}

type Scores = { readonly score: number; readonly baseScore: number };

function scoresOf({ version, metrics }: CvssVector, text: string): Scores {
  switch (version) {
    case '3.0':
      return version3Scores(new cvss.Cvss3P0(text));
    case '3.1':
      return version3Scores(new cvss.Cvss3P1(text));
    case '4.0':
      return { score: scoreVersion4(metrics), baseScore: scoreVersion4(baseMetrics(metrics)) };
  }
}

function version3Scores(vector: InstanceType<typeof cvss.Cvss3P0 | typeof cvss.Cvss3P1>): Scores {
  const { base, temporal, environmental } = vector.calculateScores();
  if (base === undefined) throw new Error('A complete CVSS 3 vector has no base score.');
  return { score: environmental ?? temporal ?? base, baseScore: base };
}

const baseKeysOfVersion4 = metricsOf('4.0')
  .filter((metric) => metric.mandatory)
  .map((metric) => metric.key);

function baseMetrics(metrics: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return new Map(baseKeysOfVersion4.map((key) => [key, metrics.get(key) ?? '']));
}
