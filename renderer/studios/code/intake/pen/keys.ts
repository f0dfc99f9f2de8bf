import type { KeyboardPen } from '../../../../lib/ink/keyboard-pen.svelte.ts';

type Key = Pick<KeyboardEvent, 'code' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey' | 'repeat'>;

const arrows: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Plain keys on the paper, which are the keyboard pen's. Answers whether it took this one. */
export function pressOnSheet(pen: KeyboardPen, key: Key): boolean {
  if (key.ctrlKey || key.metaKey || key.altKey) return false;
  if (key.code === 'Escape') return pen.cancel();
  if (key.code === 'Enter' || key.code === 'Space') {
    if (!key.repeat) pen.toggle();
    return true;
  }
  const arrow = arrows[key.code];
  if (!arrow) return false;
  pen.move(arrow[0], arrow[1], key.shiftKey);
  return true;
}
