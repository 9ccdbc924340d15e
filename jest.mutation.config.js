// The tests that mutants have to get past: quick ones, of the theme that is mutated (FIXLEAD_MUTATION_TESTS), not the whole bot.
const themes = process.env.FIXLEAD_MUTATION_TESTS?.split(',') ?? ['core', 'commands', 'policy'];

export default {
  testEnvironment: 'node',
  transform: {},
  extensionsToTreatAsEsm: ['.ts'],
  roots: ['<rootDir>/test'],
  testMatch: themes.map((theme) => `<rootDir>/test/${theme}/**/*.test.ts`),
  testPathIgnorePatterns: ['/properties.test.ts$'],
  setupFilesAfterEnv: ['<rootDir>/test/set-up.ts'],
  testTimeout: 60_000,
};
