/* pdf.js parses in a worker of its own, the only other place where WebAssembly is allowed (electron/protocol.ts). */
import 'pdfjs-dist/build/pdf.worker.mjs';
