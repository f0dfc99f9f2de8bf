/** What is being done to a model on its way in. */
export type InstallStep = 'copying' | 'trying';

/** How far that is. */
export interface InstallProgress {
  step: InstallStep;
  /** Of this step, 0…1. */
  share: number;
}
