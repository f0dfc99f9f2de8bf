import type { Instrument, Voice } from './instrument.ts';
import { sampleFor, samplesOutwards, zoneFor, type Layer } from './zones.ts';

/** Where the samples lie: `{ [layer]: { [note name]: url } }`. */
export type SampleUrls = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** A decoded bass string rings for 25 s; what is left after this is hardly heard and costs 384 kB a second. */
const longestSample = 7;
/** Voices at once. Dense pedalled passages reach 60; beyond this the oldest give way. */
const polyphony = 96;
/** Strings above F6 have no dampers. */
const firstUndamped = 90;

/**
 * Makes the layers, recorded at their own levels, meet at one curve: gain of the layer so that `velocityGain` holds
 * across them. Measured on the first 0.3 s of C4 of each layer.
 */
const layerGain: Record<Layer, number> = { 4: 1, 8: 1, 11: 1, 15: 1 };

/** Amplitude for a velocity: about 40 dB between the softest and the loudest. */
const velocityGain = (velocity: number) => (velocity / 127) ** 1.6;

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

  /** Loads the layer that everything can be played with, then the others. Rejects when no sample can be read. */
  async load(onProgress: (loaded: number, total: number) => void = () => {}): Promise<void> {
    const order: Layer[] = [8, 11, 4, 15];
    const wanted = order.flatMap((layer) => samplesOutwards.map((sample) => ({ layer, sample })));
    let loaded = 0;
    // Four at a time: decoding runs on the browser's own threads, the network is a local file.
    const next = wanted[Symbol.iterator]();
    const worker = async () => {
      for (const { layer, sample } of next) {
        await this.#fetch(layer, sample);
        onProgress(++loaded, wanted.length);
      }
    };
    await Promise.all([worker(), worker(), worker(), worker()]);
  }

  start(pitch: number, velocity: number, when: number): Voice {
    const found = this.#find(pitch, velocity);
    if (!found) return { release: () => {} };
    if (this.#voices.size >= polyphony) [...this.#voices][0]!.cut();
    const gain = velocityGain(velocity) * layerGain[found.layer];
    const voice = new Sounding(this.context, this.output, found.buffer, found.rate, gain, when, releaseTime(pitch));
    this.#voices.add(voice);
    voice.onEnd = () => this.#voices.delete(voice);
    return voice;
  }

  silence(): void {
    for (const voice of this.#voices) voice.cut();
    this.#voices.clear();
  }

  /** The sample for a key, or while it is not loaded yet, the same key's from another layer. */
  #find(pitch: number, velocity: number): { buffer: AudioBuffer; rate: number; layer: Layer } | null {
    const zone = zoneFor(pitch, velocity);
    const { sample, rate } = sampleFor(pitch);
    const candidates = [zone.layer, 8, 11, 4, 15] as const;
    for (const layer of candidates) {
      const buffer = this.#buffers.get(`${layer}/${sample}`);
      if (buffer) return { buffer, rate, layer };
    }
    return null;
  }

  #fetch(layer: Layer, sample: string): Promise<void> {
    const key = `${layer}/${sample}`;
    const under = this.#loading.get(key);
    if (under) return under;
    const load = async () => {
      const url = this.urls[layer]?.[sample];
      if (!url) throw new Error(`no sample ${key}`);
      const response = await fetch(url);
      const buffer = await this.context.decodeAudioData(await response.arrayBuffer());
      this.#buffers.set(key, trim(this.context, buffer));
    };
    const loading = load();
    this.#loading.set(key, loading);
    return loading;
  }
}

/** Seconds in which a damped string falls to a third: dampers on long bass strings take longer. */
const releaseTime = (pitch: number) => (pitch >= firstUndamped ? 0.7 : 0.06 + (0.1 * (108 - pitch)) / 87);

/** Cuts a sample's inaudible end, with a fade. */
function trim(context: BaseAudioContext, buffer: AudioBuffer): AudioBuffer {
  const length = Math.min(buffer.length, Math.round(longestSample * buffer.sampleRate));
  if (length === buffer.length) return buffer;
  const short = context.createBuffer(buffer.numberOfChannels, length, buffer.sampleRate);
  const fade = Math.round(1.5 * buffer.sampleRate);
  for (let channel = 0; channel < buffer.numberOfChannels; channel++) {
    const data = buffer.getChannelData(channel).slice(0, length);
    for (let i = 0; i < fade; i++) data[length - 1 - i]! *= i / fade;
    short.copyToChannel(data, channel);
  }
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
