// Cuts out of GitHub's OpenAPI description the few operations and webhooks this app uses, as plain JSON schema.
//
// The descriptions are too large to depend on (389 MB and 37 MB), so fetch them outside the project and cut again when GitHub changes:
//   npm install --prefix SOMEWHERE_ELSE @octokit/openapi@23.0.2 @octokit/openapi-webhooks@12.1.0
//   node test/openapi/cut-slice.mjs SOMEWHERE_ELSE/node_modules/@octokit/openapi/generated/api.github.com.json
//   node test/openapi/cut-slice.mjs SOMEWHERE_ELSE/node_modules/@octokit/openapi-webhooks/generated/api.github.com.json
// It writes github-slice.json or webhooks-slice.json beside itself, sorted, one line for each operation and schema.
// Take the files with references: `api.github.com.deref.json` has lost the names of the schemas and is refused.
//
// What changes on the way, and why:
// - prose, examples, titles, defaults and x-… keys go: nothing checks them;
// - `nullable: true` becomes a union with null, because JSON schema has no `nullable`;
// - so does `type: ["null"]` beside `allOf`, which the webhooks' description has for an advisory's author and fits nothing at all, not even null;
// - `oneOf` becomes `anyOf`, because GitHub's alternatives overlap (null fits all three kinds of `value` in validation-error);
// - a keyword this script does not know is an error, so that no constraint is lost without a word.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const advisories = '/repos/{owner}/{repo}/security-advisories';

const operations = [
  'GET /app',
  'POST /app-manifests/{code}/conversions',
  'GET /app/hook/config',
  'GET /app/hook/deliveries',
  'GET /app/hook/deliveries/{delivery_id}',
  'POST /app/hook/deliveries/{delivery_id}/attempts',
  'GET /app/installations',
  'GET /app/installations/{installation_id}',
  'POST /app/installations/{installation_id}/access_tokens',
  'GET /installation/repositories',
  `GET ${advisories}`,
  `POST ${advisories}`,
  `GET ${advisories}/{ghsa_id}`,
  `PATCH ${advisories}/{ghsa_id}`,
  `POST ${advisories}/{ghsa_id}/cve`,
  `POST ${advisories}/{ghsa_id}/forks`,
  `POST ${advisories}/reports`,
  'GET /orgs/{org}/security-advisories',
  'GET /orgs/{org}/teams/{team_slug}/members',
  'GET /orgs/{org}/teams/{team_slug}/memberships/{username}',
  'GET /orgs/{org}/teams/{team_slug}/repos/{owner}/{repo}',
  'PUT /orgs/{org}/teams/{team_slug}/repos/{owner}/{repo}',
  'DELETE /orgs/{org}/teams/{team_slug}/repos/{owner}/{repo}',
  'POST /orgs/{org}/repos',
  'GET /rate_limit',
  'GET /user',
  'GET /users/{username}',
  'GET /repos/{owner}/{repo}',
  'PATCH /repos/{owner}/{repo}',
  'GET /repos/{owner}/{repo}/branches',
  'POST /repos/{owner}/{repo}/check-runs',
  'PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}',
  'GET /repos/{owner}/{repo}/collaborators',
  'PUT /repos/{owner}/{repo}/collaborators/{username}',
  'DELETE /repos/{owner}/{repo}/collaborators/{username}',
  'GET /repos/{owner}/{repo}/collaborators/{username}/permission',
  'GET /repos/{owner}/{repo}/commits/{ref}',
  'GET /repos/{owner}/{repo}/commits/{ref}/check-runs',
  'GET /repos/{owner}/{repo}/commits/{ref}/statuses',
  'POST /repos/{owner}/{repo}/statuses/{sha}',
  'GET /repos/{owner}/{repo}/compare/{basehead}',
  'GET /repos/{owner}/{repo}/contents/{path}',
  'GET /repos/{owner}/{repo}/git/ref/{ref}',
  'GET /repos/{owner}/{repo}/issues',
  'POST /repos/{owner}/{repo}/issues',
  'GET /repos/{owner}/{repo}/issues/{issue_number}',
  'PATCH /repos/{owner}/{repo}/issues/{issue_number}',
  'GET /repos/{owner}/{repo}/issues/{issue_number}/comments',
  'POST /repos/{owner}/{repo}/issues/{issue_number}/comments',
  'POST /repos/{owner}/{repo}/issues/{issue_number}/labels',
  'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}',
  'GET /repos/{owner}/{repo}/pulls',
  'POST /repos/{owner}/{repo}/pulls',
  'GET /repos/{owner}/{repo}/pulls/{pull_number}',
  'GET /repos/{owner}/{repo}/pulls/{pull_number}/commits',
  'GET /repos/{owner}/{repo}/pulls/{pull_number}/files',
  'GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews',
  'GET /repos/{owner}/{repo}/releases',
  'POST /repos/{owner}/{repo}/releases',
  'PATCH /repos/{owner}/{repo}/releases/{release_id}',
  'GET /repos/{owner}/{repo}/releases/tags/{tag}',
  'GET /repos/{owner}/{repo}/rules/branches/{branch}',
  'GET /repos/{owner}/{repo}/private-vulnerability-reporting',
  'GET /repos/{owner}/{repo}/rulesets',
  'POST /repos/{owner}/{repo}/rulesets',
  'PUT /repos/{owner}/{repo}/rulesets/{ruleset_id}',
  'GET /repos/{owner}/{repo}/invitations',
  'DELETE /repos/{owner}/{repo}/invitations/{invitation_id}',
  'GET /repos/{owner}/{repo}/teams',
];

const webhooks = {
  check_run: ['completed', 'rerequested'],
  check_suite: ['requested', 'rerequested'],
  create: [],
  fork: [],
  installation: ['created', 'deleted', 'new_permissions_accepted'],
  installation_repositories: ['added', 'removed'],
  issue_comment: ['created'],
  issues: ['opened'],
  member: ['added', 'removed'],
  membership: ['added', 'removed'],
  ping: [],
  pull_request: ['closed', 'opened', 'reopened', 'synchronize'],
  pull_request_review: ['dismissed', 'submitted'],
  push: [],
  release: ['published'],
  repository: ['privatized', 'publicized', 'renamed'],
  repository_advisory: ['published', 'reported'],
};

// Error shapes the checker falls back on where an operation documents none of its own.
const alwaysWanted = ['basic-error', 'validation-error', 'validation-error-simple'];

const schemaMaps = new Set(['properties', 'patternProperties']);
const schemaLists = new Set(['oneOf', 'anyOf', 'allOf']);
const kept = new Set(
  'type required enum const format pattern minLength maxLength minimum maximum minItems maxItems uniqueItems minProperties maxProperties'.split(
    ' ',
  ),
);
const dropped = new Set(
  'title description example examples default deprecated readOnly writeOnly discriminator externalDocs summary'.split(' '),
);

const [specPath] = process.argv.slice(2);
if (specPath === undefined) throw new Error('usage: node test/openapi/cut-slice.mjs PATH/api.github.com.json');
const spec = JSON.parse(readFileSync(specPath, 'utf8'));
if (!spec.components) throw new Error('this description has its references written out; take api.github.com.json, not …deref.json');
if (spec.webhooks) writeSlice('webhooks-slice.json', { deliveries: cutDeliveries() });
else writeSlice('github-slice.json', { operations: cutOperations(), outside: operationsInTheWay() });

function cutOperations() {
  return Object.fromEntries(operations.map((name) => [name, cutOperation(name)]));
}

function cutOperation(name) {
  const [method, path] = name.split(' ');
  const operation = spec.paths[path]?.[method.toLowerCase()];
  if (!operation) throw new Error(`the description has no ${name}`);
  const parameters = (operation.parameters ?? []).map(resolve).filter((parameter) => parameter.in !== 'header');
  const body = operation.requestBody && resolve(operation.requestBody);
  return {
    parameters: parameters.map(cutParameter),
    ...(body && { requestBody: { required: body.required === true, schema: jsonSchemaOf(body) } }),
    responses: Object.fromEntries(
      Object.entries(operation.responses).map(([status, response]) => [status, jsonSchemaOf(resolve(response)) ?? null]),
    ),
  };
}

function cutParameter(parameter) {
  return {
    in: parameter.in,
    name: parameter.name,
    ...(parameter.required && { required: true }),
    ...(parameter['x-multi-segment'] && { multiSegment: true }),
    schema: cutSchema(parameter.schema),
  };
}

function jsonSchemaOf({ content }) {
  const schema = content?.['application/json']?.schema;
  return schema && cutSchema(schema);
}

/**
 * The operations left out whose paths a value with slashes would swallow, such as GET …/commits/{ref}/status behind GET …/commits/{ref}.
 * The checker needs them to say "unknown operation" instead of taking `abc/status` for a ref.
 */
function operationsInTheWay() {
  const greedy = operations.filter((name) => cutOperation(name).parameters.some((parameter) => parameter.multiSegment));
  const all = Object.entries(spec.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const inTheWay = (name) => !name.includes('...') && greedy.some((other) => name.startsWith(other.replace(/\{[^{}]+\}$/, '{')));
  return all.filter((name) => !operations.includes(name) && inTheWay(name)).sort();
}

function cutDeliveries() {
  const names = Object.entries(webhooks).flatMap(([event, actions]) =>
    actions.length === 0 ? [event] : actions.map((action) => `${event}.${action}`),
  );
  return Object.fromEntries(names.map((name) => [name, cutDelivery(name)]));
}

function cutDelivery(name) {
  const webhook = spec.webhooks[name.replaceAll(/[._]/g, '-')];
  if (!webhook) throw new Error(`the description has no webhook ${name}`);
  return jsonSchemaOf(resolve(webhook.post.requestBody));
}

function cutSchema(schema) {
  const { nullable, ...rest } = schema;
  const cut = {};
  for (const [key, value] of Object.entries(rest)) cutKeyword(cut, key, value);
  return nullable || (combines(cut) && [cut.type].flat().includes('null')) ? withNull(cut) : cut;
}

function cutKeyword(cut, key, value) {
  if (dropped.has(key) || key.startsWith('x-')) return;
  if (key === '$ref') cut.$ref = value.replace('#/components/schemas/', '#/schemas/');
  else if (schemaMaps.has(key)) cut[key] = Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, cutSchema(inner)]));
  else if (schemaLists.has(key)) cut[key === 'oneOf' ? 'anyOf' : key] = value.map(cutSchema);
  else if (key === 'items') cut.items = cutSchema(value);
  else if (key === 'additionalProperties') cut[key] = typeof value === 'boolean' ? value : cutSchema(value);
  else if (kept.has(key)) cut[key] = value;
  else throw new Error(`unknown schema keyword ${key}: keep it or drop it, but decide`);
}

function withNull({ type, ...cut }) {
  const others = [type].flat().filter((one) => one !== undefined && one !== 'null');
  if (combines(cut)) return { anyOf: [{ ...cut, ...(others.length > 0 && { type: others }) }, { type: 'null' }] };
  if (others.length === 0) return { ...cut, ...(type && { type }) };
  return { ...cut, type: [...others, 'null'], ...(cut.enum && { enum: [...new Set([...cut.enum, null])] }) };
}

function combines(cut) {
  return Boolean(cut.anyOf ?? cut.allOf ?? cut.$ref);
}

function resolve(part) {
  if (part.$ref === undefined) return part;
  return part.$ref
    .replace('#/', '')
    .split('/')
    .reduce((at, key) => at[key], spec);
}

function writeSlice(file, roots) {
  const slice = shareRepeats({ ...roots, schemas: closureOf(roots) });
  const source = `${spec.info.title} ${spec.info.version}, cut by cut-slice.mjs`;
  const sections = Object.entries(slice).map(([name, section]) => `${JSON.stringify(name)}: ${linePerEntry(section)}`);
  const text = `{\n"source": ${JSON.stringify(source)},\n${sections.join(',\n')}\n}\n`;
  writeFileSync(join(import.meta.dirname, file), text);
  console.log(`${file}: ${text.length} characters`);
}

function closureOf(roots) {
  const schemas = {};
  const wanted = [...refsIn(roots), ...(roots.operations ? alwaysWanted : [])];
  while (wanted.length > 0) {
    const name = wanted.pop();
    if (schemas[name]) continue;
    schemas[name] = cutSchema(spec.components.schemas[name]);
    wanted.push(...refsIn(schemas[name]));
  }
  return schemas;
}

function refsIn(part) {
  return [...JSON.stringify(part).matchAll(/"\$ref":"#\/schemas\/([^"]+)"/g)].map((match) => match[1]);
}

/** Gives each larger schema that is written out more than once a name, which makes the webhooks' slice several times smaller. */
function shareRepeats(slice) {
  const sorted = rebuild(slice, (part) => part);
  const seen = new Map();
  rebuild(sorted, (part) => {
    const text = JSON.stringify(part);
    seen.set(text, (seen.get(text) ?? 0) + 1);
    return part;
  });
  const names = new Map();
  const shared = {};
  const result = rebuild(sorted, (part, original, depth) => {
    const text = JSON.stringify(original);
    const isSchema = typeof original.type === 'string' || Array.isArray(original.type);
    if (depth < 3 || !isSchema || text.length < 300 || seen.get(text) === 1) return part;
    if (!names.has(text)) names.set(text, `shared-${names.size + 1}`);
    shared[names.get(text)] = part;
    return { $ref: `#/schemas/${names.get(text)}` };
  });
  return { ...result, schemas: { ...result.schemas, ...shared } };
}

/** Rebuilds from the leaves up with sorted keys; `change` is given each object after its parts, the object as it was, and how deep it lies. */
function rebuild(part, change, depth = 0) {
  if (Array.isArray(part)) return part.map((inner) => rebuild(inner, change, depth + 1));
  if (part === null || typeof part !== 'object') return part;
  const built = {};
  for (const key of Object.keys(part).sort()) built[key] = rebuild(part[key], change, depth + 1);
  return change(built, part, depth);
}

function linePerEntry(section) {
  const entry = Array.isArray(section)
    ? (item) => JSON.stringify(item)
    : ([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`;
  const lines = Array.isArray(section) ? section.map(entry) : Object.entries(section).sort(byKey).map(entry);
  const [open, close] = Array.isArray(section) ? '[]' : '{}';
  return `${open}\n${lines.join(',\n')}\n${close}`;
}

function byKey([left], [right]) {
  return left < right ? -1 : 1;
}
