import type { Extraction } from './extraction.js';

/**
 * Officers whom the papers name. They are found by the words around them, so that no name stands in this file; in an
 * entry a token takes the place of the name, and the name is kept apart, erasable.
 */
interface Named {
  /** Id of the passage. */
  where: string;
  /** Its first group is the name. */
  found: RegExp;
  role: string;
}

const NAMED: readonly Named[] = [
  {
    where: '2019-09-23/2.3/2.3.3',
    found: /is now Cllr (\p{Lu}\p{L}+ \p{Lu}\p{L}+), Leader/u,
    role: 'Leader of Bury Council',
  },
  {
    where: '2022-08-04/P1/R4/d01',
    found: /leads – (\p{Lu}\p{L}+ \p{Lu}\p{L}+), Criminal Justice/u,
    role: 'Criminal Justice Principal, GMCA',
  },
  {
    where: '2022-08-04/P1/R4/d01',
    found: /GMCA; (\p{Lu}\p{L}+ \p{Lu}\p{L}+) Head of Public/u,
    role: 'Head of Public Protection, GMP',
  },
  {
    where: '2022-08-04/P1/R4/d01',
    found: /GMP and (\p{Lu}\p{L}+ \p{Lu}\p{L}+) - Head/u,
    role: 'Head of CPS North-West RASSO Unit',
  },
  { where: '2022-08-04/P2/R1/p05', found: /Crime, ACC (\p{Lu}\p{L}+) has/u, role: 'Assistant Chief Constable, GMP' },
  {
    where: '2022-08-04/P2/R2/d01',
    found: /\(D\/Supt (\p{Lu}\p{L}+)\)/u,
    role: 'Detective Superintendent, Senior Responsible Officer',
  },
];

/** A person in a text: the token stands in the text, the name beside it. */
export interface PersonInText {
  token: string;
  role: string;
  name: string;
}

export class People {
  /** Every name that the papers print, whole and by its last word, longest first. */
  readonly names: readonly string[];

  constructor({ progress2019, progress2022, scorecard }: Extraction) {
    const passages = new Map([
      ...progress2019.sections.flatMap(({ paragraphs }) => paragraphs.map(({ id, text }) => [id, text] as const)),
      ...progress2022.rows.flatMap(({ progress, delivery }) =>
        [...progress, ...delivery].map(({ id, text }) => [id, text] as const),
      ),
    ]);
    const inTexts = NAMED.map(({ where, found }) => nameIn(passages.get(where) ?? '', found, where));
    const [first, second] = [progress2019.document, scorecard.document];
    const inFront = [first.report_of, first.contact_officer, second.report_of, second.contact_officer].map((words) =>
      words.split(/ [–-] |,/)[0]!.trim(),
    );
    const names = [...inTexts, ...inFront].flatMap((name) => [name, name.split(' ').at(-1)!]);
    this.names = [...new Set(names)].sort((one, other) => other.length - one.length);
  }

  /** The text of a passage with a token for every name, numbered from `first`. */
  replaced(where: string, text: string, first = 1): { text: string; people: PersonInText[] } {
    const people: PersonInText[] = [];
    let replaced = text;
    for (const { found, role } of NAMED.filter((named) => named.where === where)) {
      const name = nameIn(text, found, where);
      const token = `{person:${first + people.length}}`;
      people.push({ token, role, name });
      replaced = replaced.replace(name, token);
    }
    return { text: replaced, people };
  }

  /** True where words name a person, so that they cannot stand in a quote. */
  isNamedIn(words: string): boolean {
    return this.names.some((name) => words.includes(name));
  }

  /** A remark of the editors without the names in it. */
  without(words: string): string {
    return this.names.reduce((text, name) => text.replaceAll(name, '(name left out)'), words);
  }
}

function nameIn(text: string, found: RegExp, where: string): string {
  const name = found.exec(text)?.[1];
  if (!name) throw new Error(`${where} names nobody as expected`);
  return name;
}
