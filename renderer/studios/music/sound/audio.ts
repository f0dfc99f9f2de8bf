import type { Clock, Instrument } from './instrument.ts';
import { Piano } from './piano.ts';

/** Time without sound: when there is no audio device. */
export const wallClock: Clock = { now: () => performance.now() / 1000, latency: () => 0, audible: false };
const silence: Instrument = { start: () => ({ release: () => {} }), prepare: () => {}, silence: () => {} };

/** How long a device may take to start running, in milliseconds, before we go on without sound. */
const patience = 3000;

/** The way from notes to the loudspeaker. Nothing is opened before `open`. */
export class Audio {
  clock: Clock = wallClock;
  instrument: Instrument = silence;
  #context: AudioContext | null = null;
  #volume: GainNode | null = null;
  #level = 0.8;
  /** Clicks that were handed over and have not ended, with when they begin. */
  readonly #clicks = new Map<OscillatorNode, number>();

  /**
   * @param onSwitch is called when the device starts or fails; it must call `exchange`, which puts the other clock in
   *   place, and may do something before and after
   */
  constructor(private readonly onSwitch: (exchange: () => void) => void) {}

  /**
   * Opens the audio device and loads the piano. The device may still start later: `onSwitch` tells.
   * @param onProgress gets the share of samples that are loaded, 0…1
   * @returns whether there is sound
   */
  async open(onProgress: (share: number) => void): Promise<boolean> {
    const context = new AudioContext({ latencyHint: 'interactive' });
    this.#context = context;
    this.#volume = new GainNode(context, { gain: this.#level });
    // Ninety voices add up: this keeps them from clipping, and is silent about anything softer.
    const limiter = new DynamicsCompressorNode(context, {
      threshold: -8,
      knee: 6,
      ratio: 12,
      attack: 0.002,
      release: 0.15,
    });
    this.#volume.connect(limiter).connect(context.destination);
    const { default: urls } = await import('virtual:piano-samples');
    const piano = new Piano(context, this.#volume, urls);
    const loading = piano.load((loaded, total) => onProgress(loaded / total));
    this.#follow(context, piano, await isRunning(context));
    context.addEventListener('statechange', () => {
      const running = context.state === 'running';
      // Started late it may stand still all the same; one whose time has passed before is a device.
      if (running && context.currentTime === 0)
        void isRunning(context).then((passes) => this.#follow(context, piano, passes));
      else this.#follow(context, piano, running);
    });
    await loading;
    return this.clock.audible;
  }

  /** Tells the time by the device while it runs, else by the system; times of that would mean nothing to the piano. */
  #follow(context: AudioContext, piano: Piano, running: boolean): void {
    if (running === this.clock.audible) return;
    // What is held would be let go by the other clock, long after the device is back.
    piano.silence();
    this.onSwitch(() => {
      this.clock = running ? audioClock(context) : wallClock;
      this.instrument = running ? piano : silence;
    });
  }

  /** A short click at a moment of the clock: the metronome. */
  click(when: number, strong: boolean): void {
    if (!this.#context || !this.#volume || !this.clock.audible) return;
    const oscillator = new OscillatorNode(this.#context, { frequency: strong ? 1760 : 1175 });
    const gain = new GainNode(this.#context, { gain: 0 });
    oscillator.connect(gain).connect(this.#volume);
    gain.gain.setValueAtTime(strong ? 0.25 : 0.16, when);
    gain.gain.exponentialRampToValueAtTime(0.001, when + 0.06);
    oscillator.start(when);
    oscillator.stop(when + 0.07);
    this.#clicks.set(oscillator, when);
    oscillator.onended = () => {
      this.#clicks.delete(oscillator);
      gain.disconnect();
    };
  }

  /** Clicks that are still to come don't: a count-in is handed over a bar ahead. */
  callOffClicks(): void {
    const now = this.clock.now();
    for (const [oscillator, when] of this.#clicks) if (when > now) oscillator.stop();
  }

  /** @param level 0…1, as the slider has it */
  set volume(level: number) {
    this.#level = level ** 2;
    if (this.#context) this.#volume?.gain.setTargetAtTime(this.#level, this.#context.currentTime, 0.02);
  }

  async close(): Promise<void> {
    this.clock = wallClock;
    this.instrument = silence;
    await this.#context?.close();
    this.#context = null;
  }
}

/** Whether the context's time really passes: without a device it may say "running" and stand still. */
async function isRunning(context: AudioContext): Promise<boolean> {
  const deadline = performance.now() + patience;
  void context.resume().catch(() => undefined);
  while (performance.now() < deadline) {
    if (context.state === 'running' && context.currentTime > 0) return true;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return false;
}

const audioClock = (context: AudioContext): Clock => ({
  now: () => context.currentTime,
  latency: () => context.outputLatency || context.baseLatency || 0,
  audible: true,
});
