import { densityEdges, dynamicsEdges } from '../../../../models/music/vocabulary.ts';
import type { MusicSettings } from '../../../../models/taste/music.ts';
import type { Ranking } from '../../../../models/taste/taste.ts';
import { chosenWords } from '../../../lib/taste-words.ts';
import { clock } from '../roll/beats.ts';
import type { Run } from './run.ts';
import { number, t } from '../../../lib/words.svelte.ts';

/** The classical marks for the eight buckets of mean velocity, soft to loud. */
const marks = ['ppp', 'pp', 'p', 'mp', 'mf', 'f', 'ff', 'fff'] as const;

export type Bucket = number | 'auto';

/** Position of a slider whose leftmost place is "auto". */
export const sliderOf = (bucket: Bucket): number => (bucket === 'auto' ? -1 : bucket);
export const bucketOf = (position: number): Bucket => (position < 0 ? 'auto' : position);

/** Notes a second, as the model counts them. */
export function densityWords(bucket: Bucket): string {
  if (bucket === 'auto') return t('auto');
  const [low, high] = [densityEdges[bucket - 1], densityEdges[bucket]];
  if (low === undefined) return t('under {high}/s', { high: high ?? 0 });
  return high === undefined ? t('over {low}/s', { low }) : `${low}–${high}/s`;
}

/** Mean velocity, in the words of a score. */
export function dynamicsWords(bucket: Bucket): string {
  return bucket === 'auto' ? t('auto') : (marks[bucket] ?? '');
}

/** The velocities that a bucket means. */
export function dynamicsRange(bucket: Bucket): string {
  if (bucket === 'auto') return t('The model chooses how loud to play');
  const [low, high] = [dynamicsEdges[bucket - 1] ?? 1, (dynamicsEdges[bucket] ?? 128) - 1];
  return t('Mean velocity {low} to {high}', { low, high });
}

/** "12.0–18.5 s" as clock times. */
export const spanWords = ({ from, to }: { from: number; to: number }): string => `${clock(from, 1)} – ${clock(to, 1)}`;

/** What taste has chosen for the next takes besides the controls, in a line; null: nothing. */
export function tunedWords(
  set: MusicSettings,
  { settings, ranking }: { settings: MusicSettings; ranking: Ranking | null },
): string | null {
  const { temperature, topP, density } = settings;
  const parts = [
    temperature !== set.temperature && t('temperature {value}', { value: number(temperature, 2) }),
    topP !== set.topP && t('top-p {value}', { value: number(topP, 2) }),
    density !== set.density && densityWords(density),
  ];
  return chosenWords(
    ranking,
    parts.filter((part) => part !== false),
  );
}

/** What a run was asked for, in a line. */
export function settingsWords({ settings }: Run): string {
  const { sampling, task } = settings;
  const parts = [
    t('temperature {value}', { value: number(sampling.temperature, 2) }),
    `top-p ${number(sampling.topP, 2)}`,
    sampling.density !== 'auto' && densityWords(sampling.density),
    sampling.dynamics !== 'auto' && dynamicsWords(sampling.dynamics),
    task.kind === 'vary' && t('strength {percent} %', { percent: Math.round(task.strength * 100) }),
  ];
  return parts.filter(Boolean).join(' · ');
}
