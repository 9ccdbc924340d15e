/** An answer GitHub gives instead of doing what was asked. Thrown by the rules, turned into an HTTP answer by the server. */
export class GitHubProblem extends Error {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly errors: readonly FieldError[] | undefined;

  constructor(status: number, message: string, more: { headers?: Record<string, string>; errors?: readonly FieldError[] } = {}) {
    super(message);
    this.status = status;
    this.headers = more.headers ?? {};
    this.errors = more.errors;
  }

  get body(): Record<string, unknown> {
    return {
      message: this.message,
      ...(this.errors && { errors: this.errors }),
      documentation_url: 'https://docs.github.com/rest',
      status: String(this.status),
    };
  }
}

export type FieldError = { resource?: string; field?: string; code: string; message?: string };

export const notFound = () => new GitHubProblem(404, 'Not Found');
export const badCredentials = () => new GitHubProblem(401, 'Bad credentials');
export const invalid = (message: string) => new GitHubProblem(422, message);
export const notAllowed = (message: string) => new GitHubProblem(403, message);

/** 403 with the header that names what is missing, such as `issues=write`. Source: docs.github.com, "Troubleshooting the REST API". */
export function notForThisApp(accepted: string): GitHubProblem {
  return new GitHubProblem(403, 'Resource not accessible by integration', { headers: { 'x-accepted-github-permissions': accepted } });
}
