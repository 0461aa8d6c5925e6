/** Text search configurations that PostgreSQL brings, by language; any other language is searched word by word. */
const CONFIGURATIONS: Record<string, string> = {
  ...{ ar: 'arabic', ca: 'catalan', da: 'danish', de: 'german', el: 'greek', en: 'english', es: 'spanish' },
  ...{ eu: 'basque', fi: 'finnish', fr: 'french', ga: 'irish', hu: 'hungarian', id: 'indonesian', it: 'italian' },
  ...{ lt: 'lithuanian', nb: 'norwegian', nl: 'dutch', nn: 'norwegian', no: 'norwegian', pt: 'portuguese' },
  ...{ ro: 'romanian', ru: 'russian', sv: 'swedish', tr: 'turkish' },
};

export const WORD_BY_WORD = 'simple';

/** @param tag language tag (BCP 47), such as `en-GB` */
export function configurationOf(tag: string): string {
  return CONFIGURATIONS[tag.split('-')[0]!.toLowerCase()] ?? WORD_BY_WORD;
}
