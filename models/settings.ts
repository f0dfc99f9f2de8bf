import { z } from 'zod';
import { emitTargets, themes } from './code/emit/choices.ts';
import { defaultSampling } from './drawing/request.ts';
import { defaultSampling as musicSampling } from './music/take.ts';
import { providerNames } from './provider.ts';
import { StudioId } from './studio.ts';
import { languages } from './words/words.ts';

/** How the person likes it. */
export const Settings = z.object({
  /** In front when the app starts: where the person was last. */
  studio: StudioId,
  theme: z.enum(['system', 'dark', 'light', 'contrast']),
  /** Per cent of what it is by itself; everything grows with it. */
  textSize: z.int().min(90).max(150),
  language: z.enum(['system', ...languages]),
  provider: z.enum(['auto', ...providerNames]),
  volume: z.number().min(0).max(1),
  takes: z.int().min(1).max(8),
  continueSeconds: z.number().min(1).max(120),
  temperature: z.number().min(0).max(2),
  topP: z.number().min(0.01).max(1),
  /** Draw: whether the model suggests strokes while the pen rests, how many at a time, and how boldly. */
  suggestions: z.boolean(),
  candidates: z.int().min(1).max(9),
  drawTemperature: z.number().min(0).max(2),
  /** Code: what a page is written as, and what it looks like. */
  codeTarget: z.enum([...emitTargets, 'markup']),
  codeTheme: z.enum(themes),
  /** Below this confidence an element is marked as uncertain. */
  codeThreshold: z.number().min(0).max(1),
  /** Whether a corrected kind makes the model read again what follows. */
  codeReread: z.boolean(),
  /** Which of several models of a task is asked, by its folder's name; none: the first by name. */
  models: z.partialRecord(StudioId, z.string().max(64)),
  /** Models whose licence the person has taken note of, as `task/name@version`. */
  licences: z.array(z.string().max(200)).max(500),
  /** Whether what is kept and sent away decides what comes first, and is learned from. On: nothing of it leaves the machine. */
  taste: z.boolean(),
  /** Whether newer versions of the app are looked for. Off until the person says otherwise: it asks the network. */
  updates: z.boolean(),
  /** Whether the person was offered the tour: it offers itself once. */
  toured: z.boolean(),
  /** Ids of commands lately chosen in the palette, the latest first. */
  recentCommands: z.array(z.string().max(64)).max(8),
});
export type Settings = z.infer<typeof Settings>;

export const defaultSettings: Settings = {
  studio: 'music',
  theme: 'system',
  textSize: 100,
  language: 'system',
  provider: 'auto',
  volume: 0.8,
  takes: 4,
  continueSeconds: 20,
  temperature: musicSampling.temperature,
  topP: musicSampling.topP,
  suggestions: true,
  candidates: 4,
  drawTemperature: defaultSampling.temperature,
  codeTarget: 'html',
  codeTheme: 'plain',
  codeThreshold: 0.8,
  codeReread: true,
  models: {},
  licences: [],
  taste: true,
  updates: false,
  toured: false,
  recentCommands: [],
};
