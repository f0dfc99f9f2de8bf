import { show } from './hand.ts';
import { gestures as ofTheWindow } from './window.ts';
import { studios, type Work } from './work.ts';

/** Made more than once. */
const steps: readonly string[] = ['undo', 'redo'];

/**
 * The soak in short: each gesture once, in the order of their lists, and after each the document compared with what it
 * should hold; the engine killed once; some controls pressed; the app killed. Trends take minutes: memory is not looked at.
 * @param buttons how many different ones are pressed in each studio, at most
 */
export async function round(work: Work, buttons: number): Promise<void> {
  for (const studio of studios) {
    await show(work.hand, studio.id);
    // In the last one, because the library is to hold something.
    for (const gesture of [...studio.gestures, ...(studio === studios.at(-1) ? ofTheWindow : [])]) {
      const can = (): boolean => gesture.can?.(work.documents[studio.id]) ?? true;
      if (!can()) work.trouble(studio.id, `no ${gesture.name} could be made`);
      // One step back shows the last state, however many were lost with it.
      for (let left = steps.includes(gesture.name) ? 3 : 1; left > 0 && can(); left--) {
        await work.gesture(studio, gesture);
        await work.compare(studio, `after ${gesture.name}`);
        // What follows would only tell the same again.
        if (work.outcome.troubles.length + work.outcome.lost.length > 0) return;
      }
    }
  }
  await work.kill(studios[0]!);
  await work.tryControls(buttons);
  await work.killApp();
}
