import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Debts } from '../../../electron/debts.ts';

/** A window that goes when it is closed and nobody holds it. */
class Window {
  gone = false;
  #heard: (event: { preventDefault: () => void }) => void = () => undefined;

  on(_name: 'close', heard: (event: { preventDefault: () => void }) => void): void {
    this.#heard = heard;
  }

  close(): void {
    let held = false;
    this.#heard({ preventDefault: () => (held = true) });
    this.gone = !held;
  }

  isDestroyed(): boolean {
    return this.gone;
  }
}

let window: Window;
let debts: Debts;
beforeEach(() => {
  vi.useFakeTimers();
  window = new Window();
  debts = new Debts(window);
});
afterEach(() => void vi.useRealTimers());

it('a window goes at once where nothing is owed', () => {
  debts.tell('code', true);
  debts.tell('code', false);
  expect(window.gone).toBe(false);
  window.close();
  expect(window.gone).toBe(true);
});

it('a window that was closed goes when the last studio is even', () => {
  debts.tell('code', true);
  debts.tell('music', true);
  window.close();
  window.close();
  debts.tell('code', false);
  expect(window.gone).toBe(false);
  debts.tell('music', false);
  expect(window.gone).toBe(true);
});

it('a page that never is even holds no window for long', () => {
  debts.tell('code', true);
  window.close();
  vi.advanceTimersByTime(3000);
  expect(window.gone).toBe(false);
  vi.advanceTimersByTime(10_000);
  expect(window.gone).toBe(true);
});
