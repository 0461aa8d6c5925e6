import type { Answer, Get } from './example-service.js';

/** A line of one of the papers, by the paper's external id. */
export type Passage = [paper: string, line: number];

export interface Question {
  id: string;
  asks: string;
  /** Where the answer is printed. */
  rests: Passage[];
  /** Asks public addresses and checks the facts. */
  answer(get: Get): Promise<Told>;
}

/** What answers a question. */
export interface Told {
  /** Parts of the responses that the answer rests on. */
  parts: Answer[];
  /** The answer in words, made of what the responses say: they stand in the answer that was expected. */
  says: string[];
}

const PLAN_2018 = 'S-2018-PLAN';
const SEPTEMBER_2019 = 'S-2019-09-23';
const JUNE_2022 = 'S-2022-06-07';
const PRIORITY_1 = 'S-2022-08-04-P1';
const PRIORITY_2 = 'S-2022-08-04-P2';

/** Nothing that was reported later. */
const AUGUST = 'asReportedOn=2022-08-04';

/** All items of a list that fits on one page. */
async function list(get: Get, address: string): Promise<Answer[]> {
  const { items, next } = await get(address);
  expect(next).toBeNull();
  return items;
}

/** The measure of this name, found by words of it. */
async function measure(get: Get, words: string, name: string): Promise<Answer> {
  const found = await list(get, `/api/metrics?${AUGUST}&words=${words}`);
  return found.find((metric) => metric.name === name);
}

/** Paragraphs of updates in which a phrase stands, found by words of it. */
async function paragraphs(get: Get, query: string, phrase: RegExp): Promise<Answer[]> {
  const updates = await list(get, `/api/updates?${query}`);
  return updates.flatMap(({ blocks }) => blocks).filter(({ text }) => phrase.test(text));
}

/** Words that stand in a text. */
function wordsIn(text: string, pattern: RegExp): string {
  const [found] = pattern.exec(text) ?? [];
  if (found === undefined) throw new Error(`${pattern} does not stand in: ${text}`);
  return found;
}

/** `2022-11-30` is November, with or without its year. */
function monthOf(day: string, year?: 'numeric'): string {
  return new Date(day).toLocaleDateString('en-GB', { month: 'long', year, timeZone: 'UTC' });
}

/** `2022-03-31` is 31 March. */
function dayOf(day: string, year?: 'numeric'): string {
  return new Date(day).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year, timeZone: 'UTC' });
}

/** The row of a table from which something was taken: `P1/R4` is Priority One row 4. */
function tableRow({ citation }: Answer): string {
  const [, priority, row] = /^P(\d)\/R(\d)$/.exec(citation.row)!;
  return `Priority ${priority === '1' ? 'One' : 'Two'} row ${row}`;
}

/** The last day of a half-open range. */
function lastOf({ to }: Answer): string {
  return new Date(Date.parse(to) - 86_400_000).toISOString().slice(0, 10);
}

/** From April 2022 to March 2023 is 2022/23. */
function yearsOf({ from, to }: Answer): string {
  return `${from.slice(0, 4)}/${to.slice(2, 4)}`;
}

/** The year in which something was reported. */
function yearOf({ from }: Answer): string {
  return from.reportedOn.slice(0, 4);
}

function listed(numbers: readonly (string | number)[]): string {
  return [numbers.slice(0, -1).join(', '), numbers.at(-1)].filter((part) => part !== '').join(' and ');
}

export const QUESTIONS: Question[] = [
  {
    id: 'Q1',
    asks: 'What was the 101 average answer time last reported to the panel on 4 August 2022, and for which month?',
    rests: [[PRIORITY_1, 5]],
    async answer(get) {
      const [metric] = await list(get, `/api/metrics?${AUGUST}&words=101`);
      expect(metric).toMatchObject({
        name: '101 average answer time',
        last: { display: '4m 58s', printed: '4 mins 58', periodDisplay: 'March 2022' },
      });
      return { parts: [metric.last], says: [metric.last.display, metric.last.periodDisplay] };
    },
  },
  {
    id: 'Q4',
    asks: 'How old was the newest 101 figure when the panel met on 4 August 2022?',
    rests: [[PRIORITY_1, 5]],
    async answer(get) {
      const { items, view } = await get(`/api/metrics/MET-101-ANSWER/observations?${AUGUST}`);
      const [newest, older] = items;
      expect(newest).toMatchObject({ period: { to: '2022-04-01' }, ageInDays: 126 });
      expect(older.ageInDays).toBeGreaterThan(126);
      const lastDay = dayOf(lastOf(newest.period));
      return {
        parts: [newest],
        says: [`${newest.ageInDays} days`, newest.periodDisplay, lastDay, dayOf(view.asReportedOn)],
      };
    },
  },
  {
    id: 'Q7',
    asks: 'What did the May 2022 audits find for burglary and robbery recording?',
    rests: [[PRIORITY_2, 3]],
    async answer(get) {
      const metric = await measure(get, 'crime+recording', 'Crime recording compliance, audit by offence');
      const figures = await list(get, `/api/metrics/${metric.id}/observations?${AUGUST}&effectiveOn=2022-05-31`);
      expect(figures.map(({ breakdown, display }) => [breakdown[0].value, display])).toEqual([
        ['residential burglary', '93%'],
        ['robbery', '97%'],
      ]);
      return { parts: figures, says: figures.map(({ breakdown, display }) => `${breakdown[0].value} ${display}`) };
    },
  },
  {
    id: 'Q10',
    asks: 'How many Stalking Protection Order applications did GMP make in February–July 2022 and in the same period of 2021?',
    rests: [[PRIORITY_2, 61]],
    async answer(get) {
      const [metric] = await list(get, `/api/metrics?${AUGUST}&words=stalking`);
      const figures = await list(get, `/api/metrics/${metric.id}/observations?${AUGUST}`);
      expect(figures).toMatchObject([
        { value: '28', period: { from: '2022-02-01', to: '2022-08-01' } },
        { value: '24', period: { from: '2021-02-01', to: '2021-08-01' } },
      ]);
      return { parts: figures, says: [listed(figures.map(({ value }) => value))] };
    },
  },
  {
    id: 'Q13',
    asks: 'How many community referrals did the Navigators receive, and over which period?',
    rests: [[PRIORITY_1, 52]],
    async answer(get) {
      const metric = await measure(get, 'navigator+community', 'Navigator community referrals');
      const figures = await list(get, `/api/metrics/${metric.id}/observations?${AUGUST}`);
      expect(figures.map(({ breakdown, value }) => [breakdown?.[0].value, value])).toEqual([
        [undefined, '81'],
        ['male', '51'],
        ['female', '30'],
      ]);
      for (const figure of figures) expect(figure.periodDisplay).toBe('1 September 2021 to 31 May 2022');
      expect(figures[0].from.reason).toContain('must not be added');
      const hospital = await measure(get, 'navigator+hospital', 'Navigator hospital referrals');
      expect(hospital.last.periodDisplay).toBe('1 May 2021 to 31 May 2022');
      const [all, ...bySex] = figures;
      const split = bySex.map(({ value, breakdown }) => `${value} ${breakdown[0].value}`).join(', ');
      return { parts: figures, says: [`${all.value} (${split})`, all.periodDisplay] };
    },
  },
  {
    id: 'Q16',
    asks: 'On which of the justice measures reported on 4 August 2022 is Greater Manchester better than the national average, and for which data period?',
    rests: [
      [PRIORITY_2, 29],
      [PRIORITY_2, 30],
      [PRIORITY_2, 31],
      [PRIORITY_2, 26],
    ],
    async answer(get) {
      const metrics = await list(get, `/api/metrics?${AUGUST}&limit=1000`);
      const national = ({ last }: Answer) =>
        last?.statedComparators?.find(({ type }: Answer) => type === 'nationalAverage')?.value;
      const compared = metrics.filter(national);
      const better = compared.filter((metric) => {
        const ahead = Number(metric.last.value) - Number(national(metric));
        return metric.definition.goodDirection.value === 'higher' ? ahead > 0 : ahead < 0;
      });
      expect(better.map((metric) => [metric.name, metric.last.display, national(metric)])).toEqual([
        ['Adult rape: cases charged', '4.5%', '3.6'],
        ['Crown Court cases rearranged on the trial day', '18%', '27'],
        ['Guilty plea rate at Crown Court', '75%', '68'],
      ]);
      for (const { last } of better) {
        expect(last).toMatchObject({
          areas: [{ name: 'Greater Manchester' }],
          period: { from: '2021-10-01', to: '2022-01-01' },
          periodPrinted: expect.stringContaining('Not stated with the figure'),
        });
      }
      const pleas = better[2].last.statedComparators;
      expect(pleas).toContainEqual({ type: 'nationalRank', value: '8' });
      const published = await list(get, `/api/milestones?${AUGUST}&plan=PLAN-2022&state=met`);
      const dashboard = published.filter(({ what }) => what.includes('data for October to December 2021'));
      expect(dashboard).toHaveLength(1);
      const { period } = better[0].last;
      return {
        parts: [...better.map(({ last }) => last), ...dashboard],
        says: [
          ...better.map((metric) => `${metric.last.display} v ${national(metric)}%`),
          `(${pleas.find(({ type }: Answer) => type === 'nationalRank').value}th)`,
          `${monthOf(period.from)}-${monthOf(lastOf(period), 'numeric')}`,
        ],
      };
    },
  },
  {
    id: 'Q19',
    asks: 'What views figure did the Speak Out to Save a Life campaign achieve in Bury?',
    rests: [[PRIORITY_1, 52]],
    async answer(get) {
      const inBury = async (id: string) =>
        (await list(get, `/api/metrics/${id}/observations?${AUGUST}`)).filter(({ areas }) => areas[0].name === 'Bury');
      const metrics = await list(get, `/api/metrics?${AUGUST}&words=speak+out`);
      const [impressions, swipeUps, views] = await Promise.all(metrics.map(({ id }) => inBury(id)));
      expect(views).toMatchObject([{ value: null, qualifier: 'damaged', printed: '4,49' }]);
      expect(views![0].reasonIfMissing).toContain('cannot be recovered');
      expect(views![0].display).toBeUndefined();
      expect([impressions![0].display, swipeUps![0].display]).toEqual(['89,974 impressions', '437 swipe ups']);
      const shown = [impressions!, swipeUps!].map(([figure]) => figure.display.split(' ')[0]);
      return { parts: views!, says: [views![0].printed, ...shown] };
    },
  },
  {
    id: 'Q22',
    asks: 'Which promises made to the 4 August 2022 panel fall due in November 2022?',
    rests: [
      [PRIORITY_1, 42],
      [PRIORITY_2, 79],
      [PRIORITY_2, 3],
    ],
    async answer(get) {
      const due = (from: string) => list(get, `/api/milestones?${AUGUST}&dueFrom=${from}&dueTo=2022-12-01`);
      const november = await due('2022-11-01');
      expect(november.map(({ what, due }) => [what, due.printed])).toEqual([
        ['A new Navigator provider is to be in place.', 'from November 2022'],
        ['The GMP Healthcare and Custody Contract is to commence.', 'November 2022'],
      ]);
      const autumn = (await due('2022-09-01')).filter(({ due }) => due.precision === 'season');
      expect(autumn).toMatchObject([{ what: 'Op Soteria is to start in GMP.', due: { printed: 'in Autumn' } }]);
      const [provider, contract, soteria] = [...november, ...autumn];
      return {
        parts: [provider, contract, soteria],
        says: [
          wordsIn(provider.what, /new Navigator provider/i),
          wordsIn(contract.what, /GMP Healthcare and Custody Contract/),
          wordsIn(soteria.what, /Op Soteria/),
          wordsIn(soteria.due.printed, /Autumn/),
        ],
      };
    },
  },
  {
    id: 'Q25',
    asks: 'As at 1 January 2023, with nothing reported after 4 August 2022, which dated Priority One promises are overdue?',
    rests: [
      [PRIORITY_1, 11],
      [PRIORITY_1, 42],
      [PRIORITY_1, 11],
      [PRIORITY_1, 56],
    ],
    async answer(get) {
      const overdue = await list(get, `/api/milestones?${AUGUST}&about=P22-1&overdueOn=2023-01-01`);
      expect(overdue.map(({ what, due, daysOverdue }) => [what, due.printed, daysOverdue])).toEqual([
        ['An internal GMP campaign on prompt updates to victims is to run.', 'Throughout July 2022', 154],
        // Reported as held in another table of the same day: see Q28.
        ['A RASSO round table on a suspect-focused approach is to be held.', 'in August', 123],
        ['A report on justice accountability through the Victim Code metrics.', 'in September 2022', 93],
        ["Manchester City Council's police accountability meeting is scheduled.", 'September 2022', 93],
        ['A new Navigator provider is to be in place.', 'from November 2022', 32],
        ['The new Victims service is to start, in shared premises with GMP.', 'December 2022', 1],
        ['All ten areas are to be live in Community-Led Programmes.', 'end of the calendar year', 1],
      ]);
      // What is overdue at all, beside what is due soon: the same promises, in the same order.
      const { items, counts } = await get(`/api/overdue?${AUGUST}&about=P22-1&on=2023-01-01&state=overdue&limit=100`);
      expect(items.map(({ what, daysOverdue }: Answer) => [what, daysOverdue])).toEqual(
        overdue.map(({ what, daysOverdue }) => [what, daysOverdue]),
      );
      expect(counts.overdue).toBe(overdue.length);
      const saidDue = (due: Answer) => {
        if (due.precision !== 'month') return dayOf(lastOf(due), 'numeric');
        return monthOf(lastOf(due), /\d{4}/.test(due.printed) ? 'numeric' : undefined);
      };
      const SUBJECTS = [
        /GMP campaign/,
        /round table/,
        /Victim Code metrics/,
        /Manchester City Council/,
        /new Navigator provider/i,
        /Victims service/,
        /all ten/i,
      ];
      return {
        parts: overdue,
        says: overdue.flatMap(({ what, due }, index) => [wordsIn(what, SUBJECTS[index]!), saidDue(due)]),
      };
    },
  },
  {
    id: 'Q28',
    asks: 'Had the RASSO round table taken place when the 4 August 2022 papers were written?',
    rests: [
      [PRIORITY_1, 28],
      [PRIORITY_2, 25],
    ],
    async answer(get) {
      const query = `${AUGUST}&plan=PLAN-2022&words=round+table`;
      const said = await paragraphs(get, query, /round table/i);
      expect(said).toHaveLength(2);
      expect(said[0].text).toContain(
        'round table in August with the Deputy Mayor in the chair is spoken of as still to come',
      );
      expect(said[1].text).toContain('in August 2022 is reported in the past tense: the Deputy Mayor held it');
      // The editors, years later, say that the two cannot both hold, and touch neither.
      const conflicts = await list(get, '/api/conflicts?plan=PLAN-2022');
      const [open] = conflicts.filter(({ point }) => /round table/.test(point));
      expect(open).toMatchObject({ state: 'open', a: { says: said[0] }, b: { says: said[1] } });
      const months = said.map(({ text }) => wordsIn(text, /in August( 2022)?/));
      return { parts: said, says: [...said.map(tableRow), ...months] };
    },
  },
  {
    id: 'Q31',
    asks: 'When was the crime management policy last revised as at 4 August 2022, and was it settled?',
    rests: [
      [PRIORITY_2, 3],
      [PRIORITY_2, 8],
    ],
    async answer(get) {
      const said = await paragraphs(get, `${AUGUST}&words=crime+management+policy`, /policy/);
      const revised = said.filter(({ text }) => text.includes('crime management policy, revised in September 2021'));
      const updated = said.filter(({ text }) =>
        text.includes('policy on crime management and allocation is in the course of being updated'),
      );
      expect([revised.length, updated.length]).toEqual([1, 1]);
      return {
        parts: [...revised, ...updated],
        says: [wordsIn(revised[0].text, /September 2021/), wordsIn(updated[0].text, /being updated/)],
      };
    },
  },
  {
    id: 'Q34',
    asks: 'Which commitment numbers are missing from Appendix 1 of 7 June 2022, and what are they most likely to be?',
    rests: [
      [JUNE_2022, 138],
      [JUNE_2022, 139],
      [PRIORITY_1, 57],
    ],
    async answer(get) {
      const june = await get('/api/plans/PLAN-2022/counts?asReportedOn=2022-06-07');
      expect(june).toMatchObject({ commitments: 85, numbered: 85, missingNumbers: [28, 29], inferredNumbers: [] });
      const around = june.withoutUpdate.filter(({ printedNumber }: Answer) =>
        ['27', '30'].includes(printedNumber.value),
      );
      const { missingNumbers, inferredNumbers } = await get(`/api/plans/PLAN-2022/counts?${AUGUST}`);
      expect(missingNumbers).toEqual([28, 29]);
      expect(inferredNumbers).toMatchObject([
        { printedNumber: { value: '28', basis: 'inferred' }, text: expect.stringContaining('mental health pathways') },
        { printedNumber: { value: '29', basis: 'inferred' }, text: expect.stringContaining('practical answers') },
      ]);
      return {
        parts: [...around, ...inferredNumbers],
        says: [
          listed(missingNumbers),
          wordsIn(inferredNumbers[0].text, /mental health pathways/),
          wordsIn(inferredNumbers[1].text, /practical/),
          ...inferredNumbers.map(({ from }: Answer) => {
            const [citation] = from.citations;
            return `${monthOf(from.reportedOn)} ${tableRow({ citation })}`;
          }),
        ],
      };
    },
  },
  {
    id: 'Q37',
    asks: 'Which commitments carry the same words?',
    rests: [
      [JUNE_2022, 121],
      [JUNE_2022, 139],
    ],
    async answer(get) {
      const { sharedWords } = await get(`/api/plans/PLAN-2022/counts?${AUGUST}`);
      expect(sharedWords).toMatchObject([
        {
          text: 'Look into every crime that offers a reasonable line of inquiry.',
          commitments: [{ printedNumber: { value: '6' } }, { printedNumber: { value: '30' } }],
        },
      ]);
      const { commitments } = sharedWords[0];
      const { children } = await get(`/api/plans/PLAN-2022?${AUGUST}`);
      const priorityOf = (id: string) =>
        children.find((priority: Answer) =>
          priority.children.some((theme: Answer) => theme.commitments.some((each: Answer) => each.id === id)),
        ).printedNumber.value;
      const said = commitments.map(
        ({ id, printedNumber }: Answer) => `${printedNumber.value} (Priority ${priorityOf(id)})`,
      );
      return { parts: commitments, says: [listed(said)] };
    },
  },
  {
    id: 'Q40',
    asks: 'How many of the 85 printed commitments have no row in the progress tables in this history?',
    rests: [
      [JUNE_2022, 148],
      [JUNE_2022, 132],
    ],
    async answer(get) {
      const { numbered, withoutRow, byScope } = await get(`/api/plans/PLAN-2022/counts?${AUGUST}`);
      expect(numbered).toBe(85);
      const numbers = withoutRow.map(({ printedNumber }: Answer) => Number(printedNumber.value));
      expect(numbers).toEqual([15, 16, ...Array.from({ length: 38 }, (_, index) => 50 + index)]);
      expect(byScope[2]).toMatchObject({ commitments: 38, reportedOn: 0 });
      // The reports themselves leave the same ones out: two of their themes, and a priority that neither speaks of.
      const reports = await Promise.all(
        ['REPORT-2022-08-04-P1', 'REPORT-2022-08-04-P2'].map((report) => get(`/api/reports/${report}/coverage`)),
      );
      const found = reports.flatMap(({ findings }) => findings);
      const named = (rule: string) => [
        ...new Set(found.filter((finding) => finding.rule === rule).map(({ what }) => what.name)),
      ];
      expect(named('noRow')).toEqual(['C22-15', 'C22-16']);
      expect(named('priorityNotReported')).toEqual(['Strengthening Communities and Places']);
      const [first, second, ...third] = numbers;
      const range = `(${third[0]}-${third.at(-1)})`;
      const said = `${numbers.length}: all ${byScope[2].commitments} of Priority 3 ${range}, and ${first} and ${second}`;
      return { parts: withoutRow, says: [said] };
    },
  },
  {
    id: 'Q43',
    asks: 'What indicators were proposed on 7 June 2022 for the Priority 2 scorecard?',
    rests: [
      [JUNE_2022, 95],
      [JUNE_2022, 98],
    ],
    async answer(get) {
      const { priorities } = await get('/api/plans/PLAN-2022/scorecard?asReportedOn=2022-06-07');
      const [, { priority, lines }] = priorities;
      expect(priority.name).toBe('Reducing Harm and Offending');
      expect(lines.map(({ standing }: Answer) => standing)).toEqual(Array(8).fill('proposed'));
      // No paper says which figures are meant.
      expect(lines.map(({ metric, value }: Answer) => [metric, value])).toEqual(Array(8).fill([undefined, null]));
      const labels = lines.map(({ indicator }: Answer) => indicator.name);
      return { parts: lines, says: [`${labels.join('; ')} (${lines.length})`] };
    },
  },
  {
    id: 'Q46',
    asks: 'In which rows is the Justice and Rehabilitation Executive named, and what are its four pillars?',
    rests: [
      [PRIORITY_1, 11],
      [PRIORITY_1, 28],
      [PRIORITY_2, 3],
      [PRIORITY_2, 70],
      [PRIORITY_2, 46],
    ],
    async answer(get) {
      const bodies = await list(get, `/api/bodies?${AUGUST}&limit=1000`);
      const { id } = bodies.find(({ name }) => name === 'Justice and Rehabilitation Executive');
      const { delivers, namedIn, placedUnder } = await get(`/api/bodies/${id}?${AUGUST}`);
      const named = [...delivers, ...namedIn].flatMap(({ from }) => from.citations);
      expect([...new Set(named.map(({ row }) => row))].sort()).toEqual(['P1/R3', 'P1/R4', 'P2/R1', 'P2/R3', 'P2/R4']);
      expect(placedUnder.map(({ relation, basis, other }: Answer) => [relation, basis, other.name])).toEqual([
        ['partOf', 'printed', 'Youth Justice Transformation'],
        ['partOf', 'printed', 'Local Criminal Justice Board'],
        ['partOf', 'printed', 'GM Offender Management Partnership Board'],
        ['partOf', 'printed', 'Improving the Victim Journey'],
      ]);
      const rows = [...new Set(named.map(({ row }) => row as string))].sort();
      // Whoever searches for its name or its initials finds the same rows.
      const words = '%22Justice+and+Rehabilitation+Executive%22+or+JRE';
      const found = await list(get, `/api/search?${AUGUST}&plan=PLAN-2022&q=${words}`);
      const foundIn = found.flatMap(({ from }) => from.citations.map(({ row }: Answer) => row as string));
      expect([...new Set(foundIn)].sort()).toEqual(rows);
      const inTable = (table: string) => rows.filter((row) => row.startsWith(table)).map((row) => row.split('R')[1]!);
      return {
        parts: [...delivers, ...namedIn, ...placedUnder],
        says: [
          ...['P1', 'P2'].map((table) => `${table} rows ${listed(inTable(table))}`),
          ...placedUnder.map(({ other }: Answer) => other.name.replace(/^GM /, '')),
        ],
      };
    },
  },
  {
    id: 'Q49',
    asks: 'How many commitments did the first plan have, and how many are in its text?',
    rests: [
      [SEPTEMBER_2019, 35],
      [SEPTEMBER_2019, 44],
      [PLAN_2018, 63],
    ],
    async answer(get) {
      const text = await get('/api/plans/PLAN-2018/counts?asReportedOn=2018-03-31');
      expect(text).toMatchObject({ commitments: 31, stated: [] });
      expect(text.byScope.map(({ scope, commitments }: Answer) => [scope.name, commitments])).toEqual([
        ['Keeping people safe', 10],
        ['Reducing harm and offending', 6],
        ['Strengthening communities and places', 6],
        ['Standing Together', 9],
      ]);
      const { stated } = await get('/api/plans/PLAN-2018/counts?asReportedOn=2019-09-23');
      expect(stated).toMatchObject([
        { scope: { name: 'Standing Together' }, stated: 34, from: { reason: expect.stringContaining('has 31') } },
        { scope: { name: 'Keeping people safe' }, stated: 11 },
      ]);
      const [people, harm, places, all] = text.byScope.map(({ commitments }: Answer) => commitments);
      return {
        parts: [...text.withoutUpdate, ...stated],
        says: [
          `${yearOf(stated[0])} report says ${stated[0].stated}, ${stated[1].stated} in priority one`,
          `${yearOf(text.withoutUpdate[0])} text`,
          `${text.commitments} commitment paragraphs (${all} general, ${listed([people, harm, places])})`,
        ],
      };
    },
  },
  {
    id: 'Q52',
    asks: 'What was the funding position of the mental health triage service on 31 December 2021 and on 4 August 2022?',
    rests: [
      [SEPTEMBER_2019, 236],
      [PRIORITY_1, 57],
    ],
    async answer(get) {
      const ends = (asReportedOn: string) =>
        get(`/api/milestones?kind=fundingEnd&plan=PLAN-2018&asReportedOn=${asReportedOn}`);
      const { items: december, view: then } = await ends('2021-12-31');
      expect(december).toMatchObject([
        {
          what: 'Confirmed funding of the Mental Health Tactical Advice Service ends.',
          due: { from: '2022-01-31', to: '2022-02-01', printed: 'to the end of January 2022' },
        },
      ]);
      // Seven months after that day nobody has said anything else of the money.
      const { items: august, view: later } = await ends('2022-08-04');
      expect(august).toEqual(december);
      expect(
        (await list(get, `/api/milestones?kind=fundingEnd&plan=PLAN-2022&${AUGUST}`)).map(({ what }) => what),
      ).toEqual(['Home Office part-funding of the Rochdale housing pilot ends.']);
      const said = await paragraphs(get, `${AUGUST}&plan=PLAN-2022&words=triage`, /triage and mental health/);
      expect(said).toHaveLength(1);
      expect(said[0].text).not.toMatch(/fund|£/);
      return {
        parts: [...august, ...said],
        says: [
          ...[then, later].map(({ asReportedOn }) => dayOf(asReportedOn, 'numeric')),
          december[0].due.printed,
          `${yearOf(december[0])} report`,
          wordsIn(december[0].what, /Mental Health Tactical Advice Service/),
        ],
      };
    },
  },
  {
    id: 'Q55',
    asks: 'Was the restorative justice service promised in 2018 within 12 months delivered, and what is its position on 4 August 2022?',
    rests: [
      [PLAN_2018, 300],
      [PRIORITY_2, 78],
    ],
    async answer(get) {
      const restorative = ({ what }: Answer) => /restorative/i.test(what);
      const promised = (await list(get, '/api/milestones?plan=PLAN-2018&asReportedOn=2018-03-31')).filter(restorative);
      expect(promised).toMatchObject([{ due: { printed: 'over the next 12 months' }, state: 'open' }]);
      // The report of 2019 says nothing of it, and nobody has said since that the promise was met.
      const report = await get('/api/updates?plan=PLAN-2018&asReportedOn=2019-09-23&words=restorative');
      expect(report.total).toBe(0);
      const still = await list(get, `/api/milestones?plan=PLAN-2018&overdueOn=2022-08-04&${AUGUST}`);
      expect(still.filter(restorative)).toHaveLength(1);

      const figures = await list(get, `/api/metrics?${AUGUST}&words=restorative`);
      expect(figures.map(({ last }) => [last.value, last.qualifier, last.periodPrinted])).toEqual([
        ['350', 'exact', 'last 12 months'],
        ['1400', 'exact', 'contract term'],
        ['95', 'over', expect.stringContaining('Not stated')],
      ]);
      const next = (await list(get, `/api/milestones?plan=PLAN-2022&dueFrom=2023-04-01&${AUGUST}`)).filter(restorative);
      expect(next).toMatchObject([{ kind: 'expected', due: { printed: 'from April 23' } }]);
      const review = await paragraphs(get, `${AUGUST}&words=restorative+review`, /Restorative Justice Service goes on/);
      expect(review).toHaveLength(1);
      const [completed, delivered, satisfied] = figures.map(({ last }) => last.display.split(' ')[0]);
      return {
        parts: [...promised, ...figures.map(({ last }) => last), ...next, ...review],
        says: [
          `${report.view.asReportedOn.slice(0, 4)} report`,
          monthOf(figures[0].last.from.reportedOn, 'numeric'),
          `${delivered} interventions`,
          `${completed} in the ${figures[0].last.periodPrinted}`,
          wordsIn(satisfied, /\d+%/),
          monthOf(next[0].due.from, 'numeric'),
        ],
      };
    },
  },
  {
    id: 'Q58',
    asks: 'How was hate crime activity funded in 2019 and in 2022/23?',
    rests: [
      [SEPTEMBER_2019, 67],
      [SEPTEMBER_2019, 68],
      [PRIORITY_1, 41],
    ],
    async answer(get) {
      const metrics = await list(get, `/api/metrics?${AUGUST}&words=hate+crime+funding`);
      expect(metrics.map(({ name, last }) => [name, last.display])).toEqual([
        ['Hate crime awareness funding', '£150,000'],
        ['Hate crime communications campaign funding', '£50,000'],
        ['Hate crime funding for each local authority area', '£10,000'],
      ]);
      const [awareness, , eachArea] = metrics;
      expect(awareness.last.period).toEqual({ from: '2022-04-01', to: '2023-04-01' });
      expect(eachArea.last).toMatchObject({ periodPrinted: 'In 2019', areas: { length: 10 } });
      expect(eachArea.last.from.reason).toContain('Deputy Mayor and the Panel together');
      for (const { last } of metrics) expect(last.statedComparators).toBeUndefined();
      // The decisions behind the three sums are found by their subject.
      const decided = await list(get, `/api/search?${AUGUST}&q=hate+crime&kind=decision`);
      expect(decided.map(({ excerpt }) => wordsIn(excerpt, /£[\d,]+k?/)).sort()).toEqual([
        '£10,000',
        '£150k',
        '£50,000',
      ]);
      const [ofAwareness, ...others] = metrics.map(({ last }) => last.display);
      return {
        parts: metrics.map(({ last }) => last),
        says: [
          yearOf(eachArea.last),
          `${yearsOf(awareness.last.period)}: ${ofAwareness.replace(/,000$/, 'k')}`,
          ...others,
        ],
      };
    },
  },
];
