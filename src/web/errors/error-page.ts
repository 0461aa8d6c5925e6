import type { ProblemDetails } from '../../http/problem.js';
import { isDay } from '../../ledger/dates.js';
import { isUuid } from '../../ledger/ids.js';
import { namedIn } from '../links.js';
import type { Values } from '../render/words.js';
import type { StringKey } from '../strings/keys.js';
import { type PageAddress, writeAddress } from '../time/address.js';
import type { FieldError } from '../time/time-form.js';

/** What is said where there is no page. */
export interface ErrorPage {
  heading: StringKey;
  /** Asking about a day on which nothing was held yet is no mistake. */
  isError: boolean;
  text: { key: StringKey; values?: Values } | undefined;
  /** What is wrong in words made elsewhere, for whoever wrote the address. */
  detail?: string;
  /** The date is what is wrong: the control of the date stands on the page. */
  aboutTime: boolean;
  error: FieldError | null;
  /** The same page in the first view that holds it. */
  firstHeld?: { on: string; address: string };
  /** What was asked for, to be searched for: the ledger holds nothing under it as an id. */
  search?: string;
  /** For whoever reads the log. */
  reference?: string;
}

/**
 * @param typed what stands for a date in the address
 * @param field of the control that the date belongs to
 */
export function errorPage(
  details: ProblemDetails,
  asked: PageAddress,
  typed: string | undefined,
  field: 'day' | 'shownDay' = 'day',
): ErrorPage {
  const { code, status } = details;
  const plain = { isError: true, aboutTime: false, error: null };
  switch (code) {
    case 'malformed-date':
      if (isDay(typed)) return { ...plain, heading: 'error.notFound', text: { key: 'error.notFound.text' } };
      return aboutTime('error.date', { field, key: 'time.error.address' });
    case 'future-date':
      return aboutTime('error.future', { field, key: 'time.error.future' });
    case 'not-shown': {
      const day = details.shownSince as string | null;
      if (day === null) return { ...plain, heading: 'error.notShown', text: { key: 'error.notShown.ever' } };
      return aboutTime('error.notShown', { field, key: 'time.error.notShown', day });
    }
    case 'size-not-reached':
      return {
        ...plain,
        heading: 'error.size',
        text: { key: 'error.size.text', values: { size: Number(details.publishedSize ?? 0) } },
        aboutTime: typed !== undefined,
      };
    case 'unknown-object': {
      const on = details.firstReportedOn as string | undefined;
      // Where the ledger holds it, the detail says why this view does not; a search in the view would not find it either.
      const searched = details.firstEntry === undefined ? wordsFor(asked.path) : undefined;
      const firstHeld = on && { on, address: writeAddress({ time: { asReportedOn: on }, path: asked.path }) };
      if (!firstHeld)
        return {
          ...{ ...plain, heading: 'error.notFound', text: { key: 'error.notFound.text' }, detail: details.detail },
          ...(searched === undefined ? {} : { search: searched }),
        };
      return { ...plain, isError: false, heading: 'error.notHeld', text: undefined, firstHeld };
    }
  }
  if (status === 404)
    return {
      ...{ ...plain, heading: 'error.notFound', text: { key: 'error.notFound.text' } },
      ...(code === 'unknown-address' ? {} : { detail: details.detail }),
    };
  if (status === 503) return { ...plain, heading: 'error.unavailable', text: { key: 'error.unavailable.text' } };
  if (status >= 500)
    return {
      ...{ ...plain, heading: 'error.unexpected', text: { key: 'error.unexpected.text' } },
      reference: details.correlationId,
    };
  return { ...plain, heading: 'error.address', text: { key: 'error.address.text' }, detail: details.detail };
}

function aboutTime(heading: StringKey, error: FieldError): ErrorPage {
  return { isError: true, heading, text: undefined, aboutTime: true, error };
}

/** What the address names, where its words may be found elsewhere. A part of what is known is not looked for. */
function wordsFor(path: string): string | undefined {
  const named = namedIn(path);
  if (!named || named.rest.lastIndexOf('/') > 0) return undefined;
  try {
    const words = decodeURIComponent(named.reference);
    return isUuid(words.toLowerCase()) ? undefined : words;
  } catch {
    return undefined;
  }
}
