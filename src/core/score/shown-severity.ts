/** What an advisory shows of its severity: vectors, of which GitHub keeps one for each version, or a severity without any. */
export type ShownSeverity = { readonly vectors: readonly string[]; readonly severity: string | undefined };
