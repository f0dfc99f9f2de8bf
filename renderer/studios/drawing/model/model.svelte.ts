import { untrack } from 'svelte';
import type { Drawing } from '../../../../models/drawing/drawing.ts';
import { Guesses } from './guesses.svelte.ts';
import type { Ghost, ModelHost } from './host.ts';
import { Installed } from './installed.svelte.ts';
import { Seed } from './seed.svelte.ts';
import { Suggestions } from './suggestions.svelte.ts';

/** Everything that the model does in the Draw studio. */
export class DrawingModel {
  readonly installed: Installed;
  readonly seed = new Seed();
  readonly guesses: Guesses;
  readonly suggestions: Suggestions;

  constructor(readonly host: ModelHost) {
    this.installed = new Installed(host.app);
    this.guesses = new Guesses(host, this.installed);
    this.suggestions = new Suggestions(host, this.installed, this.seed, (guesses, drawing) =>
      this.guesses.hear(guesses, drawing),
    );
  }

  /** What the canvas paints over the drawing. */
  get ghosts(): readonly Ghost[] {
    return this.suggestions.ghosts;
  }

  /** What the canvas paints in the place of the drawing: a replay, or something looked at. null: the drawing. */
  get shown(): Drawing | null {
    return null;
  }

  /** Reacts to changes of state; must be called while a component is being set up. */
  connect(): void {
    $effect(() => {
      const { drawing } = this.host;
      untrack(() => this.suggestions.follow(drawing, false));
    });
  }

  /** Answers how to stop: whatever is under way ends. */
  start(): () => void {
    return () => this.suggestions.drop();
  }

  /** To be called when the pen touches the paper, before anything is drawn. */
  penDown(): void {
    this.suggestions.penDown();
  }

  /** To be called when the pen was lifted, as soon as `host.drawing` has the stroke. */
  penUp(): void {
    this.suggestions.penUp();
  }

  /** Tab, or a click on a ghost: the chosen ghost becomes strokes. False: none was offered, and the key is free. */
  accept(): boolean {
    return this.suggestions.accept();
  }

  /** An arrow key: chooses another ghost. False: there was no other, and the key is free. */
  next(step: 1 | -1): boolean {
    return this.suggestions.next(step);
  }

  /** Esc: sends the ghosts away, or ends what is under way. False: there was nothing, and the key is free. */
  dismiss(): boolean {
    return this.suggestions.dismiss();
  }
}
