import { inPopup, takesText } from '../../../lib/commands.ts';
import type { DrawingStudio } from '../studio.svelte.ts';

type Key = Pick<KeyboardEvent, 'code' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey' | 'repeat'>;

/** What has the keyboard, as far as these keys care. */
export interface Focus {
  /** The canvas, or nothing in particular: then keys mean the canvas too. */
  canvas: boolean;
  /** The keyboard brought the focus to the canvas, and no hand has touched it since: arrow keys are the pen's. */
  byKeyboard: boolean;
}

const arrows: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Who has the keyboard. @param byKeyboard whether it brought the focus to the canvas, if that is where the focus is */
export function focusOf(element: Element | null, canvas: Element, byKeyboard: boolean): Focus {
  const free = element === null || element === element.ownerDocument.body;
  const popup = takesText(element) || inPopup(element);
  return {
    canvas: (free || element === canvas) && !popup,
    byKeyboard: element === canvas && byKeyboard,
  };
}

/**
 * Plain keys that the canvas takes by itself, because elsewhere they mean something else. Answers whether it took this
 * one. In this order: the keyboard's pen, if it is in use; the ghosts, if there are any; the selection.
 */
export function pressOnCanvas(studio: DrawingStudio, key: Key, focus: Focus): boolean {
  if (!focus.canvas || key.ctrlKey || key.metaKey) return false;
  const { keyboardPen: pen, model } = studio;
  if (key.code === 'Escape') return escape(studio);
  if (key.code === 'Tab') return !key.shiftKey && !pen.down && model.accept();
  const arrow = arrows[key.code];
  if (key.altKey) return arrow !== undefined && model.next((arrow[0] + arrow[1]) as 1 | -1);
  const keyboard = pen.spot !== null || focus.byKeyboard;
  if (key.code === 'Enter' || (key.code === 'Space' && keyboard)) {
    if (!key.repeat) pen.toggle();
    return true;
  }
  if (!arrow) return false;
  const [across, along] = arrow;
  // Theirs while they grow, too: a key pressed a moment early must not bring up the keyboard's pen.
  if (!keyboard && (model.next((across + along) as 1 | -1) || model.ghosts.length > 0)) return true;
  if (pen.spot === null && studio.arrange.some) {
    const step = (key.shiftKey ? 10 : 1) / Math.min(1, studio.viewport.view.zoom);
    studio.arrange.nudge(across * step, along * step);
  } else pen.move(across, along, key.shiftKey);
  return true;
}

/** The innermost thing that is going on ends. */
function escape(studio: DrawingStudio): boolean {
  if (studio.keyboardPen.down) return studio.keyboardPen.cancel();
  if (studio.easel?.abandon() || studio.model.dismiss() || studio.keyboardPen.cancel()) return true;
  if (!studio.arrange.some) return false;
  studio.document.select(new Set());
  return true;
}
