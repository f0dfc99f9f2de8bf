/**
 * What the window is called: the document in front, after the mark of one that is not saved, and the app. The window
 * itself takes it from the page's title (electron/window.ts).
 */
export const windowTitle = (name: string, dirty: boolean): string => `${dirty ? '• ' : ''}${name} — Gomboc`;
