import { vi } from 'vitest';

/** A gain whose level is recorded: what a voice is told. */
export class Gain {
  readonly told: string[] = [];
  readonly gain = {
    cancelScheduledValues: () => undefined,
    setTargetAtTime: (level: number, at: number) => void this.told.push(`${level} at ${at}`),
    setValueAtTime: () => undefined,
    exponentialRampToValueAtTime: () => undefined,
  };
  connect = (to: unknown): unknown => to;
  disconnect = (): void => undefined;
}

/** Everything that the piano plays on a device: when each voice begins and is to end. */
export class Device extends EventTarget {
  static started: { at: number; stops: number[]; end: () => void }[] = [];
  /** The metronome's, likewise. */
  static clicks: typeof Device.started = [];
  state = 'running';
  currentTime = 1;
  resume = async (): Promise<void> => undefined;
  close = async (): Promise<void> => undefined;

  /** The device goes, or is back. */
  turn(state: 'running' | 'suspended'): void {
    this.state = state;
    this.dispatchEvent(new Event('statechange'));
  }
}

class Source {
  onended: () => void = () => undefined;
  protected begun = Device.started;
  readonly #stops: number[] = [];
  connect = (to: unknown): unknown => to;
  start = (at: number): void => void this.begun.push({ at, stops: this.#stops, end: () => this.onended() });
  stop = (at = 0): void => void this.#stops.push(at);
}

class Oscillator extends Source {
  protected override begun = Device.clicks;
}

class Buffer {
  readonly [key: string]: unknown;
  readonly length = 1;
  readonly numberOfChannels = 1;
  readonly sampleRate = 32_000;
  getChannelData = (): Float32Array => new Float32Array([1]);
  copyToChannel = (): void => undefined;
}

/** An audio device in the place of the browser's. */
export function stubDevice(): void {
  Device.started = [];
  Device.clicks = [];
  vi.stubGlobal('AudioContext', Device);
  vi.stubGlobal('GainNode', Gain);
  vi.stubGlobal('DynamicsCompressorNode', Gain);
  vi.stubGlobal('AudioBufferSourceNode', Source);
  vi.stubGlobal('AudioBuffer', Buffer);
  vi.stubGlobal('OscillatorNode', Oscillator);
  vi.stubGlobal('fetch', async () => ({ arrayBuffer: async () => new ArrayBuffer(0) }));
  vi.stubGlobal(
    'OfflineAudioContext',
    class {
      decodeAudioData = async (): Promise<Buffer> => new Buffer();
    },
  );
}

/** The devices that are opened from here on. */
export function watchDevices(start: Partial<Device> = {}): Device[] {
  const devices: Device[] = [];
  vi.stubGlobal(
    'AudioContext',
    class extends Device {
      constructor() {
        super();
        devices.push(Object.assign(this, start));
      }
    },
  );
  return devices;
}
