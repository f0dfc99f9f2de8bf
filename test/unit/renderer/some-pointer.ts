/** What the canvas is to those who listen to it. */
export const canvas = () =>
  Object.assign(new EventTarget(), {
    style: {},
    clientWidth: 0,
    clientHeight: 0,
    getBoundingClientRect: () => ({ left: 0, top: 0 }),
    getContext: () => ({}),
    setPointerCapture: () => undefined,
  });

/** A pen's, unless told otherwise. */
export const pointer = (type: string, clientX: number, clientY: number, more: Partial<PointerEvent> = {}): Event =>
  Object.assign(new Event(type), {
    ...{ pointerId: 1, button: 0, pointerType: 'pen', pressure: 0.5, shiftKey: false, altKey: false },
    ...{ clientX, clientY, offsetX: clientX, offsetY: clientY, getCoalescedEvents: () => [] },
    ...more,
  });

/** A pen goes from 40, 40 to 60, 50, and the system takes it away. Chromium gives a `pointercancel` no place: 0, 0. */
export const gestureCutOff = (on: EventTarget) =>
  [pointer('pointerdown', 40, 40), pointer('pointermove', 60, 50), pointer('pointercancel', 0, 0)].forEach((event) =>
    on.dispatchEvent(event),
  );
