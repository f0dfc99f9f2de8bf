import { describe, expect, it } from 'vitest';
import * as vocabulary from '../../../../models/music/vocabulary.ts';

const { bucketOf, densityEdges, densityToken, dynamicsEdges, dynamicsToken, kindOf, shiftOf, shifts } = vocabulary;

describe('vocabulary', () => {
  it('is the one that the weights were trained with', () => {
    expect(vocabulary.token).toEqual({
      noteOn: 0,
      noteOff: 128,
      shift: 255,
      velocity: 356,
      pedalDown: 388,
      pedalUp: 389,
      pad: 390,
      bos: 391,
      eos: 392,
      prefix: 393,
      suffix: 394,
      middle: 395,
      density: 396,
      dynamics: 405,
    });
    expect(dynamicsToken(7)).toBe(vocabulary.VOCABULARY - 1);
  });

  it('bins velocities by fours and answers with the middle', () => {
    expect([1, 4, 5, 124, 125, 127].map(vocabulary.velocityBin)).toEqual([0, 0, 1, 30, 31, 31]);
    expect([0, 1, 31].map(vocabulary.binVelocity)).toEqual([2, 6, 126]);
    for (let bin = 0; bin < 32; bin++) expect(vocabulary.velocityBin(vocabulary.binVelocity(bin))).toBe(bin);
  });

  it('writes gaps as seconds and a remainder', () => {
    expect(shifts(0)).toEqual([]);
    expect(shifts(1)).toEqual([256]);
    expect(shifts(100)).toEqual([355]);
    expect(shifts(101)).toEqual([355, 256]);
    expect(shifts(300)).toEqual([355, 355, 355]);
    expect([255, 256, 355, 356].map(shiftOf)).toEqual([0, 1, 100, 0]);
  });

  it('counts the edges that a value has reached', () => {
    expect([0, 1.99, 2, 5, 18, 400].map((value) => bucketOf(value, densityEdges))).toEqual([0, 0, 1, 2, 7, 7]);
    expect([1, 35, 64.5, 127].map((value) => bucketOf(value, dynamicsEdges))).toEqual([0, 1, 4, 7]);
    expect([densityToken('auto'), densityToken(0), densityToken(7)]).toEqual([396, 397, 404]);
    expect([dynamicsToken('auto'), dynamicsToken(0), dynamicsToken(7)]).toEqual([405, 406, 413]);
  });

  it('tells the 388 published events from the pedal and from marks', () => {
    expect([0, 387, 388, 389, 390, 413].map(kindOf)).toEqual(['note', 'note', 'pedal', 'pedal', 'mark', 'mark']);
  });
});
