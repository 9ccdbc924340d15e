/** What we use of autocannon, which brings no types. Source: its README, "autocannon(opts[, cb])". */
declare module 'autocannon' {
  type Request = { readonly method: string; readonly body: string; readonly headers: Readonly<Record<string, string>> };
  type Options = {
    readonly url: string;
    readonly connections: number;
    /** Unit: seconds. */
    readonly duration: number;
    readonly overallRate?: number;
    readonly requests: readonly (Request & { readonly setupRequest: (request: Request) => Request })[];
  };
  type Result = {
    /** Unit: ms. */
    readonly latency: { readonly p50: number; readonly p99: number };
    /** Unit: seconds. */
    readonly duration: number;
    readonly errors: number;
    readonly timeouts: number;
    readonly non2xx: number;
    readonly '2xx': number;
  };
  export default function autocannon(options: Options): Promise<Result>;
}
