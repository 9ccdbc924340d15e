/** The text from which `git fast-import` makes the first commits of a repository, all in one go. */
type Person = { readonly login: string; readonly name?: string | undefined; readonly email?: string | undefined };
type Branch = {
  readonly branch: string;
  readonly message: string;
  readonly files: Readonly<Record<string, string>>;
  readonly from?: string;
};
type Tag = { readonly tag: string; readonly target: string };

/** One commit for each branch, on top of the branch it starts `from`. `at` is in epoch ms. Source: git-fast-import(1). */
export function importStream(branches: readonly Branch[], tags: readonly Tag[], by: { committer: Person; at: number }): string {
  const { login, name = login, email = `${login}@users.noreply.github.com` } = by.committer;
  const committer = `committer ${name} <${email}> ${Math.floor(by.at / 1000)} +0000`;
  const commits = branches.map(({ branch, message, files, from }) => {
    const changes = Object.entries(files).map(([path, text]) => `M 100644 inline ${path}\n${data(text)}`);
    const start = from === undefined ? [] : [`from refs/heads/${from}`];
    return [`commit refs/heads/${branch}`, committer, data(message), ...start, ...changes].join('\n');
  });
  const labels = tags.map(({ tag, target }) => `reset refs/tags/${tag}\nfrom refs/heads/${target}`);
  return [...commits, ...labels, 'done', ''].join('\n\n');
}

const data = (text: string) => `data ${Buffer.byteLength(text)}\n${text}`;
