import type { Point } from './gesture.ts';
import { toPaper, type View } from './view.ts';

type Reported = Pick<
  PointerEvent,
  'clientX' | 'clientY' | 'pointerType' | 'pressure' | 'timeStamp' | 'shiftKey' | 'altKey'
>;

/**
 * What a pointer event tells, oldest first: a pen and a quick mouse report several times a frame, and all of it is ink.
 * @param origin of the canvas in the window, CSS pixels
 * @param view of the paper; null: points are pixels of the canvas
 */
export function pointsOf(
  event: Reported & { getCoalescedEvents: () => readonly Reported[] },
  origin: { left: number; top: number },
  view: View | null,
): Point[] {
  const events = event.getCoalescedEvents();
  return (events.length > 0 ? events : [event]).map((one) => {
    const at = { x: one.clientX - origin.left, y: one.clientY - origin.top };
    const { x, y } = view ? toPaper(view, at) : at;
    // A mouse reports half the pressure while a button is down, and none as it comes up.
    const pressure = one.pointerType === 'pen' ? one.pressure : 0.5;
    return { x, y, pressure, time: one.timeStamp, shift: one.shiftKey, alt: one.altKey };
  });
}
