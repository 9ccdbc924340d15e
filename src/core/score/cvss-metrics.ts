// The metrics of each CVSS version and the values they may take, in the order of the specifications' vector string tables.

export type CvssVersion = '3.0' | '3.1' | '4.0';

export type CvssMetric = { readonly key: string; readonly values: readonly string[]; readonly mandatory: boolean };

/**
 * Every metric a vector of the version may hold, in the order in which the specification lists them.
 * Source: CVSS v3.0 and v3.1 specifications, §6, Table 15; CVSS v4.0 specification, §7, Table 23.
 */
export function metricsOf(version: CvssVersion): readonly CvssMetric[] {
  return version === '4.0' ? version4 : version3;
}

const version3: readonly CvssMetric[] = [
  ...table('mandatory', 'AV:N,A,L,P AC:L,H PR:N,L,H UI:N,R S:U,C C:H,L,N I:H,L,N A:H,L,N'),
  ...table('optional', 'E:X,H,F,P,U RL:X,U,W,T,O RC:X,C,R,U'),
  ...table('optional', 'CR:X,H,M,L IR:X,H,M,L AR:X,H,M,L'),
  ...table('optional', 'MAV:X,N,A,L,P MAC:X,L,H MPR:X,N,L,H MUI:X,N,R MS:X,U,C MC:X,H,L,N MI:X,H,L,N MA:X,H,L,N'),
];

const version4: readonly CvssMetric[] = [
  ...table('mandatory', 'AV:N,A,L,P AC:L,H AT:N,P PR:N,L,H UI:N,P,A'),
  ...table('mandatory', 'VC:H,L,N VI:H,L,N VA:H,L,N SC:H,L,N SI:H,L,N SA:H,L,N'),
  ...table('optional', 'E:X,A,P,U'),
  ...table('optional', 'CR:X,H,M,L IR:X,H,M,L AR:X,H,M,L'),
  ...table('optional', 'MAV:X,N,A,L,P MAC:X,L,H MAT:X,N,P MPR:X,N,L,H MUI:X,N,P,A'),
  ...table('optional', 'MVC:X,H,L,N MVI:X,H,L,N MVA:X,H,L,N MSC:X,H,L,N MSI:X,S,H,L,N MSA:X,S,H,L,N'),
  ...table('optional', 'S:X,N,P AU:X,N,Y R:X,A,U,I V:X,D,C RE:X,L,M,H U:X,Clear,Green,Amber,Red'),
];

function table(kind: 'mandatory' | 'optional', rows: string): CvssMetric[] {
  return rows.split(' ').map((row) => {
    const [key = '', values = ''] = row.split(':');
    return { key, values: values.split(','), mandatory: kind === 'mandatory' };
  });
}
