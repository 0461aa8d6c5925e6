import { wordsIn } from '../../src/web/render/words.js';

/** What pages say in English. */
export const ENGLISH = wordsIn('en', 'Europe/London');
