import { describe, expect, it } from 'vitest';
import { contentSecurityPolicy, policyFor } from '../../../electron/policy.ts';

const scripts = (policy: string) => /script-src ([^;]*)/.exec(policy)?.[1];

describe('the content security policy', () => {
  it('lets the page run its own scripts, and neither WebAssembly nor text', () => {
    for (const file of [
      'index.html',
      'assets/index-D3adB33f.js',
      'assets/codec.worker-D3adB33f.js',
      'assets/pdf-1.js',
    ]) {
      expect(policyFor(`/app/build/renderer/${file}`), file).toBe(contentSecurityPolicy);
    }
    expect(scripts(contentSecurityPolicy)).toBe("'self'");
  });

  it('lets the two decoders run WebAssembly, and no text, on any system', () => {
    for (const file of ['/app/assets/heif.worker-CC-0_dPbl3.js', 'C:\\app\\assets\\pdf.worker-BmGDGWxo.js']) {
      expect(scripts(policyFor(file)), file).toBe("'self' 'wasm-unsafe-eval'");
    }
  });

  it('is not loosened by a file that only sounds like a decoder', () => {
    for (const file of [
      '/app/xpdf.worker-1.js',
      '/app/pdf.worker-1.js.map',
      '/pdf.worker-1.js/index.html',
      '/heif.worker.js',
    ])
      expect(policyFor(file), file).toBe(contentSecurityPolicy);
  });
});
