import type { Question } from '../../models/taste/taste.ts';
import { policies, type Policy, type Regret } from './simulation.ts';

/* The simulation as a page and a plot. */

export type Curves = readonly Regret[];

const names: Record<Policy, string> = { taste: 'taste (LinUCB)', random: 'at random', fixed: 'fixed order' };
const titles: Record<Question, string> = { results: 'Which result comes first', settings: 'Which settings come next' };

/** Mean of a question's regret after a round, and the standard error of it. */
function at(curves: Curves, about: Question, round: number): { mean: number; error: number } {
  const values = curves.map((regret) => regret[about][round - 1]!);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return { mean, error: Math.sqrt(variance / values.length) };
}

const marks = (rounds: number): number[] => [20, 100, rounds];

export function page(
  curves: Record<Policy, Curves>,
  { people, rounds, firstSeed }: { people: number; rounds: number; firstSeed: number },
): string {
  const table = (about: Question) =>
    [
      `| ${titles[about]} | ${marks(rounds)
        .map((round) => `after ${round}`)
        .join(' | ')} | in the last 100, each |`,
      `| --- | ${marks(rounds)
        .map(() => '---: |')
        .join(' ')} ---: |`,
      ...policies.map((policy) => {
        const cells = marks(rounds).map((round) => {
          const { mean, error } = at(curves[policy], about, round);
          return `${mean.toFixed(1)} ± ${error.toFixed(1)}`;
        });
        const late = (at(curves[policy], about, rounds).mean - at(curves[policy], about, rounds - 100).mean) / 100;
        return `| ${names[policy]} | ${cells.join(' | ')} | ${late.toFixed(3)} |`;
      }),
    ].join('\n');
  return `# Taste

What a person keeps, changes and sends away decides which of the next results comes first, and with which settings the next
ones are made: LinUCB (Li et al. 2010) over the studio, the job, the class that is drawn, the decoding settings and what a
result is like. How it is built is in ARCHITECTURE.md; the code is \`models/taste/\`.

## How much is missed

Written by \`npm run taste\`: ${people} invented people (seeds from ${firstSeed}), ${rounds} batches of four each, all studios mixed, with
the code and the settings of the app. What a person likes of each value is drawn once, with differences between jobs and
between classes; a result is kept with the chance that follows. They look at one after the other until one is kept. The
regret of a batch is the chance of being kept of the best there was, less that of what came first; it is summed, and given
as a mean over the people with its standard error. Less is better, 0 is a mind reader.

"Fixed order" is what there is without taste: the usual settings, and the model's own order, which here tells something of
what is liked (the chance to be kept, with noise of a standard deviation of 0.3).

${table('settings')}

${table('results')}

![Regret over the batches](images/taste-regret.svg)

These people are inventions: they like what the traits can say, do not change their minds, and answer every batch. Real ones
answer few, and for reasons that no trait tells. The figures say that the method learns what it can be told, not how well it
will know you.
`;
}

const width = 720;
const height = 300;
const panel = { width: 290, height: 200, top: 40, left: 50, gap: 70 };
/** Told apart also without colours: by their dashes. */
const lines: Record<Policy, { colour: string; dash: string }> = {
  taste: { colour: '#6d5ae6', dash: '' },
  random: { colour: '#8a8a94', dash: '2 4' },
  fixed: { colour: '#c2792b', dash: '8 4' },
};

/** Two panels of mean regret over the batches. */
export function plot(curves: Record<Policy, Curves>): string {
  const rounds = curves.taste[0]!.results.length;
  const panels = (['settings', 'results'] as const).map((about, i) => {
    const left = panel.left + i * (panel.width + panel.gap);
    const means = policies.map((policy) => ({
      policy,
      points: Array.from({ length: 51 }, (_, k) => {
        const round = Math.round((k * rounds) / 50);
        return { round, mean: round === 0 ? 0 : at(curves[policy], about, round).mean };
      }),
    }));
    const most = Math.max(...means.flatMap(({ points }) => points.map(({ mean }) => mean)));
    const x = (round: number) => (left + (panel.width * round) / rounds).toFixed(1);
    const y = (mean: number) => (panel.top + panel.height * (1 - mean / most)).toFixed(1);
    const paths = means.map(({ policy, points }) => {
      const { colour, dash } = lines[policy];
      const d = points.map(({ round, mean }, k) => `${k === 0 ? 'M' : 'L'}${x(round)} ${y(mean)}`).join('');
      return `<path d="${d}" fill="none" stroke="${colour}" stroke-width="2"${dash && ` stroke-dasharray="${dash}"`}/>`;
    });
    const bottom = panel.top + panel.height;
    return [
      `<text x="${left}" y="${panel.top - 14}" font-weight="600">${titles[about]}</text>`,
      `<path d="M${left} ${panel.top}V${bottom}H${left + panel.width}" fill="none" stroke="#8a8a94"/>`,
      ...paths,
      `<text x="${left - 6}" y="${panel.top + 4}" text-anchor="end">${most.toFixed(0)}</text>`,
      `<text x="${left - 6}" y="${bottom}" text-anchor="end">0</text>`,
      `<text x="${left + panel.width}" y="${bottom + 16}" text-anchor="end">${rounds} batches</text>`,
    ].join('\n');
  });
  const legend = policies.map((policy, i) => {
    const left = panel.left + i * 170;
    const { colour, dash } = lines[policy];
    const line = `<path d="M${left} ${height - 14}h28" stroke="${colour}" stroke-width="2"${dash && ` stroke-dasharray="${dash}"`}/>`;
    return `${line}<text x="${left + 36}" y="${height - 10}">${names[policy]}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="Regret over the batches" font-family="sans-serif" font-size="12" fill="#77777f">
${panels.join('\n')}
${legend.join('\n')}
</svg>
`;
}
