/** `diverged` when the mirror has commits that the public line has not, and lacks some that it has: nothing is ever forced. */
export type MirroredLine = {
  readonly publicSha: string;
  readonly mirrorSha: string | undefined;
  readonly state: 'wanted' | 'done' | 'diverged';
};
