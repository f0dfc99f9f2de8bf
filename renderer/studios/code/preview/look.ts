import type { Sentence } from '../../../../models/words/words.ts';
import type { Settings } from '../../../../electron/ipc/contract.ts';

export type Theme = Settings['codeTheme'];
export type Device = 'phone' | 'tablet' | 'desktop';

/** CSS pixels: of common devices of the kind. */
export const devices: Readonly<Record<Device, { title: Sentence; width: number; height: number }>> = {
  phone: { title: 'Phone', width: 390, height: 760 },
  tablet: { title: 'Tablet', width: 820, height: 1100 },
  desktop: { title: 'Desktop', width: 1280, height: 800 },
};

/** The device that a sketch was drawn for, by its shape: telephones are narrow, desks are wide. */
export function deviceFor(sketch: { width: number; height: number } | null): Device {
  if (!sketch) return 'desktop';
  const shape = sketch.width / sketch.height;
  if (shape < 0.68) return 'phone';
  return shape < 1.05 ? 'tablet' : 'desktop';
}

/**
 * How a device fits into a pane.
 * @param room width and height of the pane, pixels of the screen
 * @param pageHeight of the page at the device's width, CSS pixels
 * @returns scale of the page, and the size of the frame in CSS pixels: the whole page is shown, the pane scrolls
 */
export function fit(
  device: Device,
  room: { width: number; height: number },
  pageHeight: number,
): { scale: number; width: number; height: number } {
  const { width, height } = devices[device];
  const scale = Math.min(1, Math.max(0.1, room.width / width));
  return { scale, width, height: Math.max(pageHeight, Math.min(height, room.height / scale)) };
}
