/** What is being done to a model on its way in. */
export type InstallStep = 'copying' | 'trying';
