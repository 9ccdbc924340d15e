/** What a CI needs to say how a test went: ready to be copied, with nothing secret on any command line. */

export type Telling = {
  /** The fix repository. */
  readonly repository: string;
  readonly check: string;
  /** Where the app is reached, without the slash at the end. */
  readonly app: string;
  readonly audience: string;
};

/** For any CI with a shell, curl and Python: signed with the key of the repository, which stands in the environment alone. */
export function shellScript(telling: Telling): string {
  return `# FIXLEAD_EVIDENCE_KEY holds the key of ${telling.repository}; CONCLUSION is success or failure.
${bodyLines(telling)}
TIMESTAMP=$(date +%s)
ID=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \\n')
SIGNATURE=$(printf '%s.%s.%s' "$TIMESTAMP" "$ID" "$BODY" |
  python3 -c 'import hashlib, hmac, os, sys; print(hmac.new(os.environ["FIXLEAD_EVIDENCE_KEY"].encode(), sys.stdin.buffer.read(), hashlib.sha256).hexdigest())')
curl --fail-with-body --silent --show-error \\
  --header 'content-type: application/json' \\
  --header ${quoted(`x-fixlead-repository: ${telling.repository}`)} \\
  --header "x-fixlead-timestamp: $TIMESTAMP" \\
  --header "x-fixlead-id: $ID" \\
  --header "x-fixlead-signature: v1=$SIGNATURE" \\
  --data-binary "$BODY" ${quoted(`${telling.app}/api/evidence`)}
`;
}

/** For GitHub Actions: the run shows a token of its own, and no key is kept anywhere. */
export function actionsSnippet(telling: Telling): string {
  const script = `${bodyLines(telling)}
TOKEN=$(printf 'authorization: bearer %s' "$ACTIONS_ID_TOKEN_REQUEST_TOKEN" |
  curl --fail --silent --show-error --header @- "$ACTIONS_ID_TOKEN_REQUEST_URL&audience=${telling.audience}" | jq --raw-output .value)
printf 'authorization: bearer %s' "$TOKEN" |
  curl --fail-with-body --silent --show-error --header @- --header 'content-type: application/json' \\
    --data-binary "$BODY" ${quoted(`${telling.app}/api/evidence`)}`;
  const indented = script.replaceAll(/^/gm, ' '.repeat(10));
  return `# In the fix repository let it run on push; in another one, which ci.evidence_from has to name, check the commit of the fix out first.
permissions:
  contents: read
  id-token: write
jobs:
  test:
    steps:
      # … check out, test, and then:
      - if: always()
        env:
          CONCLUSION: \${{ job.status }}
        run: |
${indented}
`;
}

function bodyLines({ repository, check }: Telling): string {
  const fixed = (text: string): string => quoted(text);
  const begin = `{"repository":${JSON.stringify(repository)},"check":${JSON.stringify(check)},"sha":"`;
  return [
    'SHA=$(git rev-parse HEAD)',
    "TREE=$(git rev-parse 'HEAD^{tree}')",
    `BODY=${fixed(begin)}"$SHA"${fixed('","tree":"')}"$TREE"${fixed('","conclusion":"')}"$CONCLUSION"${fixed('"}')}`,
  ].join('\n');
}

/** For a POSIX shell: whatever stands in it is text. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
