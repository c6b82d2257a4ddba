import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { load, loadAll } from 'js-yaml';
import { textOf } from '../environment.fixture';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Labels = Record<string, string>;
type Named = { name: string };

export type Container = Named & {
  image: string;
  args?: string[];
  env?: (Named & { value?: string; valueFrom?: { secretKeyRef: Named & { key: string } } })[];
  envFrom: { configMapRef: Named }[];
  ports?: (Named & { containerPort: number })[];
  volumeMounts: (Named & { mountPath: string })[];
  securityContext: Record<string, Json>;
  resources: { requests: Record<string, string>; limits: Record<string, string> };
} & Partial<
    Record<'startupProbe' | 'livenessProbe' | 'readinessProbe', { httpGet: { path: string; port: string } }>
  >;
export type Pod = {
  serviceAccountName: string;
  automountServiceAccountToken: boolean;
  securityContext: Record<string, Json>;
  containers: Container[];
  volumes: (Named & { emptyDir?: Json })[];
  hostNetwork?: boolean;
};
type Template = { metadata?: { labels?: Labels }; spec: Pod };
export type Manifest = {
  apiVersion: string;
  kind: string;
  metadata: Named & { labels?: Labels };
  spec?: {
    selector?: Labels | { matchLabels: Labels };
    template?: Template;
    jobTemplate?: { metadata?: { labels?: Labels }; spec: { template: Template } };
    ports?: (Named & { port: number; targetPort: string })[];
    maxUnavailable?: number;
  };
};
export type Kustomization = {
  resources: string[];
  labels: { pairs: Labels; includeTemplates: boolean }[];
  configMapGenerator: (Named & { literals: string[] })[];
  patches: { path: string; target: { kind: string } }[];
};

const BASE = 'deploy/k8s/base';
export const kustomization = load(textOf(`${BASE}/kustomization.yaml`)) as Kustomization;

/** Where there is no kubectl, tests still see what our files say, by `kustomized`. */
export const hasKubectl = spawnSync('kubectl', ['version', '--client']).status === 0;

/** What `kubectl kustomize` makes of a folder here, but for the hash at the end of the ConfigMap's name. */
export function rendered(folder: string): Manifest[] {
  const text = execFileSync('kubectl', ['kustomize', join(__dirname, folder)], { encoding: 'utf8' });
  return loadAll(text.replace(/\bsteward-[a-z\d]{10}$/gm, 'steward')) as Manifest[];
}

/** What `kubectl kustomize deploy/k8s/base` prints but for the ConfigMap, so far as our own files go. */
export function kustomized(): Manifest[] {
  const patches = kustomization.patches.map(({ path, target }) => ({
    kinds: new RegExp(`^(${target.kind})$`),
    patch: load(textOf(`${BASE}/${path}`)) as Manifest,
  }));
  return kustomization.resources.flatMap((file) =>
    (loadAll(textOf(`${BASE}/${file}`)) as Manifest[]).map((resource) => {
      const patched = patches
        .filter(({ kinds }) => kinds.test(resource.kind))
        .reduce((before, { patch }) => applied(before, patch), resource);
      return kustomization.labels.reduce(labelled, patched);
    }),
  );
}

/** A patch that is chosen by its target says nothing of whom it is for. */
function applied(resource: Manifest, patch: Manifest): Manifest {
  const { apiVersion, kind, metadata } = resource;
  const addressed = { ...patch, apiVersion, kind, metadata: { ...patch.metadata, name: metadata.name } };
  return merged(resource as Json, addressed as Json) as Manifest;
}

/** A strategic merge: objects by key, lists of named objects by name, all else is replaced. */
function merged(before: Json | undefined, patch: Json): Json {
  if (Array.isArray(before) && Array.isArray(patch) && patch.every(isNamed)) {
    const names = patch.map(nameOf);
    const kept = before.map((item) => {
      const index = names.indexOf(nameOf(item));
      return index < 0 ? item : merged(item, patch[index] ?? null);
    });
    return [...kept, ...patch.filter((item) => !before.some((one) => nameOf(one) === nameOf(item)))];
  }
  if (!isObject(before) || !isObject(patch)) return patch;
  const parts = Object.entries(patch).map(([key, value]) => [key, merged(before[key], value)] as const);
  return { ...before, ...Object.fromEntries(parts) };
}

const isObject = (value: Json | undefined): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const nameOf = (value: Json): Json | undefined => (isObject(value) ? value['name'] : undefined);
const isNamed = (value: Json): boolean => nameOf(value) !== undefined;

function labelled(
  resource: Manifest,
  { pairs, includeTemplates }: Kustomization['labels'][number],
): Manifest {
  const added = { metadata: { labels: pairs } };
  const { template, jobTemplate } = (includeTemplates && resource.spec) || {};
  const spec = {
    ...(template && { template: added }),
    ...(jobTemplate && { jobTemplate: { ...added, spec: { template: added } } }),
  };
  const patch = { ...added, ...((template ?? jobTemplate) && { spec }) };
  return merged(resource as Json, patch as Json) as Manifest;
}
