import type { Page } from 'playwright-core';

/** A page has no more places to stop at than these. */
const MOST_STOPS = 250;

/** What has the focus: its words, or those of its label. */
const FOCUSED = `(() => {
  const here = document.activeElement;
  if (!here || here === document.body) return '';
  const words = here.labels && here.labels.length > 0 ? here.labels[0].innerText : here.innerText;
  return (words || here.getAttribute('aria-label') || '').replace(/\\s+/g, ' ').trim();
})()`;

/** A reader without a mouse: goes through a page as the Tab key does, from where the focus is. */
export class Keyboard {
  constructor(private readonly page: Page) {}

  /** Goes on to what is called so; fails where the Tab key never comes to it, or where its focus is not to be seen. */
  async to(words: string | RegExp): Promise<void> {
    const fits = (said: string) => (typeof words === 'string' ? said === words : words.test(said));
    const passed: string[] = [];
    for (let stop = 0; stop < MOST_STOPS; stop++) {
      await this.page.keyboard.press('Tab');
      const said = (await this.page.evaluate(FOCUSED)) as string;
      passed.push(said);
      if (!fits(said)) continue;
      if (!(await this.isFocusSeen())) throw new Error(`The focus on "${said}" is not to be seen`);
      return;
    }
    throw new Error(`The Tab key never came to ${words}, but to ${passed.slice(0, 40).join(' | ')}`);
  }

  /** Follows the link, or presses the button, that is called so. */
  async follow(words: string | RegExp): Promise<void> {
    await this.to(words);
    await Promise.all([this.page.waitForNavigation({ waitUntil: 'load' }), this.page.keyboard.press('Enter')]);
  }

  /** Fills in the field that is called so. */
  async type(label: string, text: string): Promise<void> {
    await this.to(label);
    await this.page.keyboard.press('Control+A');
    await this.page.keyboard.type(text);
  }

  /** An outline, a shadow or a background that the same thing has not without the focus. */
  private isFocusSeen(): Promise<boolean> {
    return this.page.evaluate(`(() => {
      const here = document.activeElement;
      const look = (style) => [style.outlineStyle === 'none' ? '' : style.outlineWidth, style.boxShadow, style.backgroundColor].join();
      const around = [here, here.nextElementSibling, here.parentElement].filter(Boolean);
      const marks = (pseudo) => around.map((one) => look(getComputedStyle(one, pseudo))).join();
      const focused = marks(null) + marks('::before') + marks('::after');
      const box = here.getBoundingClientRect();
      here.blur();
      const without = marks(null) + marks('::before') + marks('::after');
      here.focus();
      return focused !== without && box.width > 0 && box.height > 0;
    })()`) as Promise<boolean>;
  }
}
