import type { SaveKind } from '../../../../electron/ipc/contract.ts';
import type { Target } from './editor.ts';

/** What a page can be written as. */
export const targetTitles: readonly { value: Target; text: string }[] = [
  { value: 'html', text: 'HTML' },
  { value: 'svelte', text: 'Svelte' },
  { value: 'react', text: 'React' },
  { value: 'markup', text: 'Markup' },
];

/** As which kind of file a target is saved: they are called alike. */
export const kindOfTarget = (target: Target): SaveKind => target;

/** Whether there is more to a target than one file. */
export const hasFolder = (target: Target): target is Exclude<Target, 'markup'> => target !== 'markup';
