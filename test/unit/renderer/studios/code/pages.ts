import type { Element, Kind, Page } from '../../../../../models/code/page.ts';

/** An element as tests say it; what is not said is nothing. */
export type Sketched = Partial<Omit<Element, 'children' | 'kind'>> & { kind: Kind; children?: readonly Sketched[] };

let number = 0;

export const element = ({ children = [], ...more }: Sketched): Element => ({
  id: `t${++number}`,
  text: '',
  box: null,
  reading: null,
  fixed: false,
  ...more,
  children: children.map(element),
});

export const page = (...children: Sketched[]): Page => ({ children: children.map(element) });

export const box = (x0: number, y0: number, x1: number, y1: number) => ({ x0, y0, x1, y1 });

export const reading = (confidence: number, textConfidence: number | null = null, ...others: [Kind, number][]) => ({
  confidence,
  textConfidence,
  alternatives: others.map(([kind, probability]) => ({ kind, probability })),
});

/** A form: what most tests are about. */
export const login = (): Page =>
  page(
    {
      id: 'head',
      kind: 'header',
      children: [{ id: 'brand', kind: 'link', text: 'Acme', box: box(0.02, 0.02, 0.2, 0.06) }],
    },
    {
      id: 'card',
      kind: 'card',
      children: [
        { id: 'title', kind: 'heading-1', text: 'Log in', box: box(0.2, 0.2, 0.5, 0.26), reading: reading(0.99, 0.97) },
        {
          id: 'mail',
          kind: 'input',
          text: 'E-mail',
          box: box(0.2, 0.3, 0.6, 0.36),
          reading: reading(0.55, 0.9, ['search', 0.3], ['select', 0.1]),
        },
        { id: 'word', kind: 'password', box: box(0.2, 0.4, 0.6, 0.46), reading: reading(0.9) },
        { id: 'go', kind: 'button-primary', text: 'G0', box: box(0.2, 0.5, 0.4, 0.56), reading: reading(0.97, 0.4) },
      ],
    },
  );
