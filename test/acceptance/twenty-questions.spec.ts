import { sources } from '../example/facts.js';
import { paperBytes, papersAtHand, plain } from '../example/papers.js';
import { type Answer, type LoadedService, startExample } from './example-service.js';
import { type Passage, QUESTIONS } from './questions.js';

const ALL = 20;

/** Some seconds by itself; more where other tests run beside it. In milliseconds. */
const LOADING = 180_000;

interface CitedPassage {
  document: string;
  sha256: string;
  line: number;
  /** Row of a table, section or paragraph. */
  place?: string;
}

/** Every passage that stands anywhere in parts of responses, by the document that the response itself names. */
function passagesIn(value: Answer): CitedPassage[] {
  if (typeof value !== 'object' || value === null) return [];
  const { document, line, row, section, paragraph } = value;
  const inner = Object.values(value).flatMap(passagesIn);
  if (!document || line === undefined) return inner;
  const [name] = document.externalIds;
  return [...inner, { document: name, sha256: document.sha256, line, place: row ?? section ?? paragraph }];
}

const paperOf = new Map(sources.map((source) => [source.externalId, source]));

const MONTH = 'january|february|march|april|may|june|july|august|september|october|november|december';

/**
 * Words as they are compared: in lower case, with plain dashes, a time of answering as `4m 58s` and a year of this
 * century after its month with all its digits.
 */
function printed(words: string): string {
  return plain(words)
    .replace(/(\d+) min (\d+) s\b/g, '$1m $2s')
    .replace(new RegExp(`\\b(${MONTH}) (\\d\\d)\\b`, 'g'), '$1 20$2');
}

/** Every number, with its sign, and every date or month that stands in words as they are compared. */
function factsIn(words: string): Set<string> {
  const date = `(?:\\d{1,2} )?\\b(?:${MONTH})\\b(?: \\d{4})?`;
  const number = '(?<!\\w)£?\\d+(?:[.,/]\\d+)*[%k]?';
  return new Set(words.match(new RegExp(`${date}|${number}`, 'g')));
}

/** The answers that the list of questions expects, by question; none where the papers are not at hand. */
const expectedAnswers = new Map(papersAtHand ? listed().map(({ id, answer }) => [id, answer]) : []);

describe('the twenty questions', () => {
  let example: LoadedService;
  beforeAll(async () => {
    example = await startExample();
  }, LOADING);
  afterAll(() => example?.close());

  it.each(QUESTIONS)('$id $asks', async ({ id, rests, answer }) => {
    const { parts, says } = await answer(example.get);
    const cited = passagesIn(parts);
    for (const [paper, line] of rests) {
      const { sha256 } = paperOf.get(paper)!;
      expect(cited).toContainEqual({ document: paper, sha256, line, place: expect.any(String) });
    }
    expect(says.length).toBeGreaterThan(0);
    const expected = expectedAnswers.get(id);
    if (!expected) return;
    // Nothing is said that was not expected, and no number or date that was expected is missing.
    for (const words of says) expect(expected).toContain(printed(words));
    const said = factsIn(says.map(printed).join(' · '));
    expect([...factsIn(expected)].filter((fact) => !said.has(fact))).toEqual([]);
  });

  it('are all answered', () => {
    expect(new Set(QUESTIONS.map(({ id }) => id)).size).toBe(ALL);
  });
});

interface ListedQuestion {
  id: string;
  asks: string;
  /** The answer that is expected, in words. */
  answer: string;
  /** File name and line, without repetitions. */
  passages: string[];
}

/** The list of questions, as the folder of the papers has it. */
function listed(): ListedQuestion[] {
  const text = paperBytes('questions.md').toString('utf8');
  return text
    .split(/^## /m)
    .slice(1)
    .map((part) => {
      const [, id = '', asks = ''] = /^(Q\d+) \[\w+\] (.*)$/m.exec(part)!;
      const [, answer = ''] = /^Answer: (.*)$/m.exec(part)!;
      const passages = [...part.matchAll(/([\w-]+\.txt) line (\d+)/g)].map(([, file, line]) => `${file} ${line}`);
      return { id, asks, answer: printed(answer), passages: [...new Set(passages)].sort() };
    });
}

function fileAndLine([paper, line]: Passage): string {
  return `${paperOf.get(paper)!.fileName} ${line}`;
}

const withPapers = papersAtHand ? describe : describe.skip;
if (!papersAtHand)
  console.warn(
    'The papers are not beside the repository (../shared/sources): the questions are not compared with them.',
  );

withPapers('the list of questions beside the papers', () => {
  it('has the same questions, resting on the same lines', () => {
    const answered = QUESTIONS.map(({ id, asks, rests }) => {
      return { id, asks, passages: [...new Set(rests.map(fileAndLine))].sort() };
    });
    const questions = listed().map(({ answer: _, ...question }) => question);
    expect(answered).toEqual(questions);
  });
});
