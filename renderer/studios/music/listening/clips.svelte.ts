import type { Half } from '../../../../models/music/listening/pair.ts';
import { continuation } from '../../../../models/music/listening/pair.ts';
import type { Performance } from '../../../../models/music/note.ts';
import type { Player } from '../sound/player.ts';

/** How much of the primer is heard again when only the continuation is asked for, in seconds. */
const lead = 3;

/** Plays the clips of a pair, one at a time. */
export class Clips {
  /** The clip that sounds. */
  playing = $state<Half | null>(null);
  readonly #player: Player;

  /** @param quieten ends whatever else sounds, before a clip begins */
  constructor(
    player: Player,
    private readonly quieten: () => void,
  ) {
    this.#player = player;
    player.onEnd = () => (this.playing = null);
  }

  /** From its beginning, or from a little before the two part. */
  play(half: Half, clip: Performance, from: 'start' | 'seam' = 'start'): void {
    this.stop();
    this.quieten();
    this.#player.score = clip;
    this.#player.play({ from: from === 'start' ? 0 : continuation.from - lead, until: continuation.to, loop: null });
    this.playing = half;
  }

  stop(): void {
    this.#player.stop();
    this.playing = null;
  }

  /** Where the clip that sounds is, in seconds. */
  position(): number {
    return this.#player.position();
  }
}
