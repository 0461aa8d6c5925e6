import type { DueAnswer } from '../../../projections/state/queries/due.js';
import { addDays, type Day } from '../../ledger/dates.js';
import type { StringKey } from '../strings/keys.js';
import { type Strings, stringsOf, type Text } from './catalogue.js';

/** Values for the `{names}` of a text; `count` chooses its form, and is written as a number. */
export type Values = Record<string, string | number>;

/** Says things in one language and one time zone. */
export class Words {
  private readonly strings: Strings;
  private readonly fallback: Strings;
  private readonly locale: string;
  private readonly plural: Intl.PluralRules;
  private readonly days: Intl.DateTimeFormat;
  private readonly months: Intl.DateTimeFormat;
  private readonly times: Intl.DateTimeFormat;
  private readonly numbers: Intl.NumberFormat;

  /**
   * @param language of the texts, as a tag (BCP 47); a catalogue names the locale of its dates and numbers itself
   * @param timeZone IANA time zone in which instants are told
   */
  constructor(
    readonly language: string,
    timeZone: string,
  ) {
    this.fallback = stringsOf('en');
    this.strings = stringsOf(language);
    this.locale = String(this.strings.locale ?? language);
    this.plural = new Intl.PluralRules(this.locale);
    const day = { day: 'numeric', month: 'long', year: 'numeric' } as const;
    this.days = new Intl.DateTimeFormat(this.locale, { ...day, timeZone: 'UTC' });
    this.months = new Intl.DateTimeFormat(this.locale, { month: 'long', year: 'numeric', timeZone: 'UTC' });
    this.times = new Intl.DateTimeFormat(this.locale, {
      ...day,
      hour: 'numeric',
      minute: '2-digit',
      hourCycle: 'h12',
      timeZone,
    });
    this.numbers = new Intl.NumberFormat(this.locale);
  }

  /** @throws Error there is no such text, or a value that it needs is not given */
  t(key: StringKey, values: Values = {}): string {
    const text = this.formOf(this.strings[key] ?? this.fallback[key], values.count);
    if (text === undefined) throw new Error(`There is no text ${key}`);
    return text.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
      const value = values[name];
      if (value === undefined) throw new Error(`The text ${key} needs ${name}`);
      return typeof value === 'number' ? this.number(value) : value;
    });
  }

  has(key: string): key is StringKey {
    return Object.hasOwn(this.fallback, key);
  }

  /** A text for one of several values of an answer; a value without a text is said as it is. */
  said(group: string, value: string, values?: Values): string {
    const key = `${group}.${value}`;
    return this.has(key) ? this.t(key, values) : value;
  }

  /** `4 August 2022` */
  day(day: Day): string {
    return this.days.format(new Date(`${day}T00:00:00Z`));
  }

  /** `August 2022`, of any day in it. */
  month(day: Day): string {
    return this.months.format(new Date(`${day}T00:00:00Z`));
  }

  /** `28 July 2022 at 10:42am` */
  instant(instant: string): string {
    const parts = this.times.formatToParts(new Date(instant));
    const of = (...types: Intl.DateTimeFormatPartTypes[]) =>
      types.map((type) => parts.find((part) => part.type === type)?.value ?? '');
    const [day, month, year, hour, minute, half] = of('day', 'month', 'year', 'hour', 'minute', 'dayPeriod');
    return this.t('time.instant', { day: `${day} ${month} ${year}`, time: `${hour}:${minute}${half!.toLowerCase()}` });
  }

  /** `5,310` */
  number(value: number): string {
    return this.numbers.format(value);
  }

  /** A range of days as a paper words it, else as exactly as it is known; ranges are half-open, the words are not. */
  due({ from, to, printed }: DueAnswer): string {
    if (printed) return printed;
    const last = to && addDays(to, -1);
    if (from && last)
      return from === last ? this.day(from) : this.t('time.range', { from: this.day(from), to: this.day(last) });
    if (last) return this.t('time.by', { day: this.day(last) });
    return from ? this.t('time.from', { day: this.day(from) }) : this.t('notStated');
  }

  private formOf(text: Text | undefined, count: string | number | undefined): string | undefined {
    if (typeof text !== 'object') return text;
    if (typeof count !== 'number') throw new Error('A text with forms for numbers needs a count');
    return text[this.plural.select(count)] ?? text.other;
  }
}

const known = new Map<string, Words>();

/** Made once for each language and zone: making one takes far longer than using it. */
export function wordsIn(language: string, timeZone: string): Words {
  const key = `${language} ${timeZone}`;
  const words = known.get(key) ?? new Words(language, timeZone);
  known.set(key, words);
  return words;
}
