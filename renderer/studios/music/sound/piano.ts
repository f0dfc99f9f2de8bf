import { amplitudeOf } from '../../../../models/music/loudness.ts';
import type { Instrument, Voice } from './instrument.ts';
import { samplesOutwards, zoneFor, type Layer } from './zones.ts';

/** Where the samples lie: `{ [layer]: { [note name]: url } }`. */
export type SampleUrls = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** A decoded bass string rings for 25 s; what is left after this is hardly heard, and memory is not free. */
const longestSample = 7;
/** Half of it is the highest frequency kept: beyond 16 kHz a piano has nothing, and it saves a third of the memory. */
const sampleRate = 32_000;
/** The recordings begin with 2 to 13 ms of silence, which would make every note late. */
const silenceBelow = 0.003;
/** The first layer loaded: with it alone, everything can be played. */
const baseLayer: Layer = 8;
/** Voices at once. Dense pedalled passages reach 60; beyond this the oldest give way. */
const polyphony = 96;
/** Strings above F6 have no dampers. */
const firstUndamped = 90;

/**
 * Levels the layers, which were recorded at 0.076, 0.113, 0.171 and 0.244 (measured: RMS of the first 0.3 s of C4), so
 * that `amplitudeOf` alone says how loud a velocity is, also where layers meet.
 */
const layerGain: Record<Layer, number> = { 4: 0.244 / 0.076, 8: 0.244 / 0.113, 11: 0.244 / 0.171, 15: 1 };

/** A grand piano from samples: velocity chooses layer and level, damping follows the register. */
export class Piano implements Instrument {
  readonly #buffers = new Map<string, AudioBuffer>();
  readonly #loading = new Map<string, Promise<void>>();
  readonly #voices = new Set<Sounding>();

  constructor(
    private readonly context: AudioContext,
    private readonly output: AudioNode,
    private readonly urls: SampleUrls,
  ) {}

  /** Loads what everything can be played with. Rejects when a sample can't be read. */
  async load(onProgress: (loaded: number, total: number) => void = () => {}): Promise<void> {
    const wanted = samplesOutwards.map((sample) => ({ layer: baseLayer, sample }));
    await this.#fetchAll(wanted, onProgress);
  }

  prepare(notes: readonly { pitch: number; velocity: number }[]): void {
    const wanted = new Map<string, { layer: Layer; sample: string }>();
    for (const { pitch, velocity } of notes) {
      const zone = zoneFor(pitch, velocity);
      const key = keyOf(zone);
      if (!this.#loading.has(key)) wanted.set(key, zone);
    }
    // The base layer plays in place of what fails to load, and `load` has told of it if nothing can be read.
    this.#fetchAll([...wanted.values()]).catch(() => undefined);
  }

  start(pitch: number, velocity: number, when: number): Voice {
    const found = this.#find(pitch, velocity);
    if (!found) return { release: () => {} };
    if (this.#voices.size >= polyphony) this.#cutOldest();
    const gain = amplitudeOf(velocity) * layerGain[found.layer];
    const voice = new Sounding(this.context, this.output, found.buffer, found.rate, gain, when, releaseTime(pitch));
    this.#voices.add(voice);
    voice.onEnd = () => this.#voices.delete(voice);
    return voice;
  }

  silence(): void {
    for (const voice of this.#voices) voice.cut();
    this.#voices.clear();
  }

  /** It is none from now on, though it takes a moment to end: the next start cuts another. */
  #cutOldest(): void {
    const [oldest] = this.#voices;
    oldest!.cut();
    this.#voices.delete(oldest!);
  }

  /** The sample for a key, or while it is not loaded yet, the same key's from another layer. */
  #find(pitch: number, velocity: number): { buffer: AudioBuffer; rate: number; layer: Layer } | null {
    const zone = zoneFor(pitch, velocity);
    if (!this.#loading.has(keyOf(zone))) this.prepare([{ pitch, velocity }]);
    for (const layer of [zone.layer, baseLayer, 11, 4, 15] as const) {
      const buffer = this.#buffers.get(keyOf({ ...zone, layer }));
      if (buffer) return { buffer, rate: zone.rate, layer };
    }
    return null;
  }

  async #fetchAll(
    wanted: readonly { layer: Layer; sample: string }[],
    onProgress: (loaded: number, total: number) => void = () => {},
  ): Promise<void> {
    let loaded = 0;
    const next = wanted[Symbol.iterator]();
    // Two at a time: decoding takes whole cores, and the window needs one.
    const worker = async () => {
      for (const zone of next) {
        await this.#fetch(zone);
        onProgress(++loaded, wanted.length);
      }
    };
    await Promise.all([worker(), worker()]);
  }

  #fetch(zone: { layer: Layer; sample: string }): Promise<void> {
    const key = keyOf(zone);
    const under = this.#loading.get(key);
    if (under) return under;
    const load = async () => {
      const url = this.urls[zone.layer]?.[zone.sample];
      if (!url) throw new Error(`there is no sample ${key}`);
      const response = await fetch(url);
      const decoder = new OfflineAudioContext(2, 1, sampleRate);
      this.#buffers.set(key, trim(await decoder.decodeAudioData(await response.arrayBuffer())));
    };
    const loading = load();
    this.#loading.set(key, loading);
    return loading;
  }
}

const keyOf = ({ layer, sample }: { layer: Layer; sample: string }) => `${layer}/${sample}`;

/** Seconds in which a damped string falls to a third: dampers on long bass strings take longer. */
const releaseTime = (pitch: number) => (pitch >= firstUndamped ? 0.7 : 0.06 + (0.1 * (108 - pitch)) / 87);

/** Cuts off the silence before a sample and its inaudible end, which fades out. */
function trim(buffer: AudioBuffer): AudioBuffer {
  const channels = Array.from({ length: buffer.numberOfChannels }, (_, channel) => buffer.getChannelData(channel));
  const first = Math.max(0, (channels[0]?.findIndex((value) => Math.abs(value) > silenceBelow) ?? 0) - 32);
  const length = Math.min(buffer.length - first, Math.round(longestSample * buffer.sampleRate));
  const short = new AudioBuffer({ length, numberOfChannels: channels.length, sampleRate: buffer.sampleRate });
  const fade = first + length < buffer.length ? 2 * buffer.sampleRate : 0;
  channels.forEach((channel, i) => {
    const data = channel.slice(first, first + length);
    for (let left = 0; left < fade; left++) data[length - 1 - left]! *= left / fade;
    short.copyToChannel(data, i);
  });
  return short;
}

/** One sample being played. */
class Sounding implements Voice {
  onEnd: () => void = () => {};
  readonly #source: AudioBufferSourceNode;
  readonly #gain: GainNode;

  constructor(
    private readonly context: AudioContext,
    output: AudioNode,
    buffer: AudioBuffer,
    rate: number,
    gain: number,
    when: number,
    private readonly releaseSeconds: number,
  ) {
    this.#source = new AudioBufferSourceNode(context, { buffer, playbackRate: rate });
    this.#gain = new GainNode(context, { gain });
    this.#source.connect(this.#gain).connect(output);
    this.#source.onended = () => {
      this.#gain.disconnect();
      this.onEnd();
    };
    this.#source.start(Math.max(when, context.currentTime));
  }

  release(when: number): void {
    const at = Math.max(when, this.context.currentTime);
    this.#gain.gain.setTargetAtTime(0, at, this.releaseSeconds);
    // After seven time constants the level is 60 dB down.
    this.#source.stop(at + 7 * this.releaseSeconds);
  }

  /** Ends at once, without a click. */
  cut(): void {
    const now = this.context.currentTime;
    this.#gain.gain.cancelScheduledValues(now);
    this.#gain.gain.setTargetAtTime(0, now, 0.012);
    this.#source.stop(now + 0.08);
  }
}
