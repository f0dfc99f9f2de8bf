import type { Page } from '@playwright/test';

/**
 * The controls that a hand can't reach: they lie outside of the window or beneath something, and scrolling what can be
 * scrolled does not help. While a dialog has everything to itself, only its own are looked at.
 */
export const unreachable = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const kinds = 'button, input, select, textarea, summary, a[href], [role=slider], [role=option], [role=treeitem]';
    const modal = [...document.querySelectorAll('[role=dialog]')].filter(
      (one) => one.getAttribute('aria-modal') !== 'false' && one.checkVisibility(),
    );
    const scrolls = (overflow: string): boolean => overflow === 'auto' || overflow === 'scroll';

    /** As a hand would: where there is a scrollbar, and nowhere else. */
    function scrollTo(control: Element): void {
      for (let box = control.parentElement; box; box = box.parentElement) {
        const style = getComputedStyle(box);
        const [one, frame] = [control.getBoundingClientRect(), box.getBoundingClientRect()];
        if (scrolls(style.overflowY)) box.scrollTop += (one.top + one.bottom - frame.top - frame.bottom) / 2;
        if (scrolls(style.overflowX)) box.scrollLeft += (one.left + one.right - frame.left - frame.right) / 2;
      }
    }

    /** What lies on the control at a place; null: nothing. */
    function over(control: Element, x: number, y: number): string | null {
      if (x < 0 || y < 0 || x > innerWidth || y > innerHeight) return `outside, at ${Math.round(x)}, ${Math.round(y)}`;
      const found = document.elementFromPoint(x, y);
      // A card may carry a button of its own.
      const near = found?.closest('label, li')?.contains(control);
      const own = found !== null && (control.contains(found) || near);
      return own ? null : `beneath ${found?.outerHTML.slice(0, 80)}`;
    }

    const controls = (modal.at(-1) ?? document).querySelectorAll(kinds);
    return [...controls].flatMap((control) => {
      if (!control.checkVisibility({ visibilityProperty: true }) || control.closest('[inert], .unseen')) return [];
      scrollTo(control);
      const { left, right, top, bottom, width, height } = control.getBoundingClientRect();
      if (width < 2 || height < 2 || getComputedStyle(control).pointerEvents === 'none') return [];
      const [x, y] = [(left + right) / 2, (top + bottom) / 2];
      // A field's edges may carry buttons of its own; corners are round.
      const edges = control.matches('input, [role=slider]') ? 0 : 1;
      const [across, down] = [width, height].map((side) => edges * Math.max(0, side / 2 - 4)) as [number, number];
      const places = [[0, 0], [-across, 0], [across, 0], [0, -down], [0, down]] as const; // prettier-ignore
      const fault = places.map(([dx, dy]) => over(control, x + dx, y + dy)).find((one) => one !== null);
      return fault ? [`${control.outerHTML.replace(/\s+/g, ' ').slice(0, 140)}: ${fault}`] : [];
    });
  });
