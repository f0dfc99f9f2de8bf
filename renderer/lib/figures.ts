import type { Sentence } from '../../models/words/words.ts';
import type { Manifest } from '../../models/manifest.ts';
import { number, t } from './words.svelte.ts';

/** Some figures of a model that are measured alike. */
export interface Figures {
  title: string;
  rows: { title: string; value: string }[];
}

interface Kind {
  title: Sentence;
  /** Names in the manifest's metrics, and what they are called here. */
  metrics: Readonly<Record<string, Sentence>>;
  write: (value: number) => string;
}

const nats = (value: number): string => number(value, 3);
const percent = (value: number): string => `${number(value, 1)} %`;

/** What is worth knowing when choosing a model; the whole sheet is in its card. */
const kinds: Readonly<Record<Manifest['task'], readonly Kind[]>> = {
  music: [
    {
      title: 'Negative log-likelihood, nats an event',
      metrics: {
        maestroValidationNll: 'MAESTRO, validation',
        maestroValidationNll388: 'The same, without pedal',
        pop909Nll: 'POP909',
        fiveGramNll: '5-gram, MAESTRO validation',
      },
      write: nats,
    },
  ],
  drawing: [
    {
      title: 'Negative log-likelihood, nats a token',
      metrics: { nll: 'Held-out drawings', nllClassKnown: 'The same, class told', nGramNll: 'n-gram' },
      write: nats,
    },
    {
      title: 'Recognised right at once, of 345 classes',
      metrics: { recognitionTop1: 'Whole drawings', recognitionHalfTop1: 'Half of their strokes' },
      write: percent,
    },
    {
      title: 'Half drawings completed and recognised as what they were',
      metrics: {
        completionAgreement: 'This model',
        completionAgreementNearest: 'Nearest drawing copied',
        completionAgreementNGram: 'n-gram',
      },
      write: percent,
    },
  ],
  code: [
    {
      title: 'Held-out pictures',
      metrics: {
        pix2codeTokenError: 'pix2code web, wrong tokens',
        pix2codeExact: 'pix2code web, programs exact',
        sketchcodeTokenError: 'SketchCode, wrong tokens',
        sketchcodeExact: 'SketchCode, programs exact',
        ownTokenError: 'Our own drawn pages, wrong tokens',
        photoF1: 'Photos of paper, elements found (F1)',
      },
      write: percent,
    },
  ],
};

/** The figures of a model that were measured; a kind of which none was is left out. */
export function figuresOf({ task, metrics }: Manifest): Figures[] {
  return kinds[task]
    .map(({ title, metrics: names, write }) => ({
      title: t(title),
      rows: Object.entries(names).flatMap(([name, what]) => {
        const value = Object.hasOwn(metrics, name) ? metrics[name] : null;
        return typeof value === 'number' ? [{ title: t(what), value: write(value) }] : [];
      }),
    }))
    .filter(({ rows }) => rows.length > 0);
}
