import type { Note } from '../../../models/music/note.ts';
import type { Span } from './edits.ts';
import { Recorder, type Recording } from './input/recorder.ts';
import type { BeatMap } from './roll/beats.ts';
import { Audio } from './sound/audio.ts';
import { LiveKeys, type KeyEvent } from './sound/live.ts';
import { Player, type Score } from './sound/player.ts';

/** Plays, records and listens. What is played is given at the start and may be exchanged while it plays. */
export class Transport {
  playing = $state(false);
  recording = $state(false);
  looping = $state(false);
  metronome = $state(false);
  /** A bar of clicks before a recording. */
  countIn = $state(true);
  /** Where the playhead rests while nothing plays, in seconds. */
  rest = $state(0);
  /** Where the playhead was when play began: stop goes back there. */
  #origin = 0;
  /** The first moment that can be heard in this playing: what comes before is the count-in. */
  #earliest = 0;
  /** Share of the piano's samples that are loaded, 0…1. */
  loaded = $state(0);
  /** null: not known yet. */
  audible = $state<boolean | null>(null);
  /** Keys that are down, by whatever hand. */
  pressed = $state.raw<ReadonlySet<number>>(new Set());
  pedal = $state(false);
  readonly #audio = new Audio((exchange) => {
    this.#player.switchClock(() => this.aside.switchClock(exchange));
    this.audible = this.#audio.clock.audible;
  });
  readonly #player: Player;
  /** Plays on the same piano what is no part of the document. What ends one player's notes ends both's. */
  readonly aside: Player;
  readonly #live: LiveKeys;
  /** The metronome's. */
  #beats: BeatMap | null = null;
  #recorder: Recorder | null = null;
  #onRecorded: (recording: Recording) => void = () => {};
  /** Called when playing comes to its end by itself. */
  onEnd: () => void = () => {};

  constructor() {
    const player = () =>
      new Player(
        () => this.#audio.clock,
        () => this.#audio.instrument,
        () => document.hidden,
      );
    this.#player = player();
    this.aside = player();
    this.#player.onEnd = () => {
      this.#finish();
      this.rest = this.#origin;
      this.onEnd();
    };
    this.#live = new LiveKeys(
      () => this.#audio.clock,
      () => this.#audio.instrument,
    );
  }

  /** Opens the sound. Rejects when the samples can't be read. */
  async open(): Promise<void> {
    this.audible = await this.#audio.open((share) => (this.loaded = share));
    this.loaded = 1;
  }

  async close(): Promise<void> {
    this.stop();
    this.aside.stop();
    await this.#audio.close();
  }

  setVolume(volume: number): void {
    this.#audio.volume = volume;
  }

  /** Where the music is now. While counting in: before where it will start. */
  position(): number {
    return this.playing ? this.#player.position() : this.rest;
  }

  /** Where something is put that is put at the playhead: not into the count-in. */
  place(): number {
    return this.playing ? Math.max(this.#earliest, this.position()) : this.rest;
  }

  /** Plays from the playhead. */
  play(score: Score, beats: BeatMap, until: number, loop: Span | null): void {
    this.#origin = this.rest;
    this.#start(score, beats, { from: this.rest, until, loop, lead: 0.03 });
  }

  /** Plays and records what hands play; the recording is handed over when it stops. */
  record(score: Score, beats: BeatMap, onRecorded: (recording: Recording) => void): void {
    const from = this.rest;
    this.#origin = from;
    const lead = this.countIn ? beats.barSeconds(from) : 0.03;
    this.#recorder = new Recorder(from);
    // A foot that is down already is heard from the first note on.
    if (this.pedal) this.#recorder.handle({ kind: 'pedal', down: true }, from);
    this.#onRecorded = onRecorded;
    this.recording = true;
    this.#start(score, beats, { from, until: Infinity, loop: null, lead });
    if (!this.countIn) return;
    const beat = beats.beatSeconds(from);
    for (let left = lead, i = 0; left > beat / 2; left -= beat, i++) {
      this.#audio.click(this.#audio.clock.now() + lead - left, i === 0);
    }
  }

  /** These notes are likely to be played: their samples are fetched. */
  prepare(notes: readonly Note[]): void {
    if (this.loaded === 1) this.#audio.instrument.prepare(notes);
  }

  /** Exchanges what is being played, from the next notes on, with its beats and its end. */
  exchange(score: Score, beats: BeatMap, until: number): void {
    this.#player.score = score;
    this.#beats = beats;
    // A recording goes on behind the end of all music.
    if (!this.recording) this.#player.until = until;
  }

  pause(): void {
    if (!this.playing) return;
    const position = this.#player.stop();
    this.#finish(position);
    this.rest = Math.max(this.#earliest, position);
  }

  /** Stops and goes back to where playing began; when nothing plays, to the start. */
  stop(): void {
    if (!this.playing) {
      this.rest = 0;
      return;
    }
    this.#finish(this.#player.stop());
    this.rest = this.#origin;
  }

  /** Moves the playhead; while playing, playing goes on from there. */
  seek(time: number, replay: () => void): void {
    const wasPlaying = this.playing && !this.recording;
    if (this.recording) return;
    if (wasPlaying) {
      this.#player.stop();
      this.#audio.callOffClicks();
    }
    this.rest = Math.max(0, time);
    this.playing = false;
    if (wasPlaying) replay();
  }

  /**
   * A hand did something on a keyboard.
   * @param timeStamp when, in milliseconds of `performance.now()`
   */
  handle(event: KeyEvent, timeStamp = performance.now()): void {
    const changed = this.audition(event);
    if (changed && this.#recorder) {
      const ago = Math.max(0, performance.now() - timeStamp) / 1000;
      this.#recorder.handle(event, this.#player.position() - ago);
    }
  }

  /** Lets a note be heard that nobody plays, such as one that is edited: no recording has it. Answers whether it was news. */
  audition(event: KeyEvent): boolean {
    const changed = this.#live.handle(event);
    this.pressed = this.#live.pitches;
    this.pedal = this.#live.pedal;
    return changed;
  }

  /** The recording under way, as if it ended now; null: there is none. */
  soFar(): Recording | null {
    return this.#recorder?.finish(this.position()) ?? null;
  }

  /** What is recorded so far. */
  recorded(): readonly Note[] {
    return this.#recorder?.notes(this.position()) ?? [];
  }

  #start(score: Score, beats: BeatMap, playback: Parameters<Player['play']>[0]): void {
    this.prepare(score.notes);
    this.#player.score = score;
    this.#beats = beats;
    this.#player.companion = (from, to, clockOf) => {
      if (!this.metronome) return;
      this.#beats?.visit(from, to, 1, true, ({ time, beat }) => {
        if (time >= from) this.#audio.click(clockOf(time), beat === 1);
      });
    };
    this.#player.play(playback);
    this.#earliest = Math.min(playback.from, playback.loop?.from ?? Infinity);
    this.playing = true;
  }

  #finish(position = this.#player.position()): void {
    this.#audio.callOffClicks();
    this.playing = false;
    this.recording = false;
    const recorder = this.#recorder;
    this.#recorder = null;
    if (recorder) this.#onRecorded(recorder.finish(position));
  }
}
