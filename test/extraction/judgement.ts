/**
 * What the extraction leaves to whoever loads it: which figures a check of its arithmetic is about, which figures and
 * paragraphs disagree. Judgements enter the ledger as the editors' own statements.
 */

/** The figures behind each check, in the order of the file. */
export const CHECKED_FIGURES: readonly (readonly string[])[] = [
  ['M021', 'M022', 'M023'],
  ['M025', 'M026', 'M027'],
  ['M037', 'M038', 'M039', 'M040', 'M041'],
  ['M050', 'M051', 'M052'],
  ['M093', 'M094', 'M095', 'M096'],
  ['M001', 'M003'],
  ['M002', 'M003'],
  ['M068', 'M069'],
  ['M083', 'M084'],
  ['M132', 'M133', 'M145', 'M131'],
  ['M111', 'M114', 'M011'],
];

/** Figures that cannot stand together, with what they disagree about. */
export const DISAGREEING_FIGURES: readonly { a: string; b: string; point: string }[] = [
  { a: 'M050', b: 'M052', point: 'The stated rise is not that of the stated numbers.' },
  { a: 'M131', b: 'M132', point: 'How many there were in the first year.' },
  { a: 'M066', b: 'M067', point: 'Whether those under review are among those open.' },
];

/** One meeting, to come in one table and held in the other. */
export const DISAGREEING_PARAGRAPHS = {
  a: '2022-08-04/P1/R4/p01',
  b: '2022-08-04/P2/R1/p16',
  point: 'Whether the round table had taken place.',
};
