import { readConfig, ServiceConfig } from '@steward/platform';
import { load } from 'js-yaml';
import { configOf, namesReadBy, SERVICES, textOf } from '../environment.fixture';
import {
  hasKubectl,
  kustomization,
  kustomized,
  rendered,
  type Container,
  type Manifest,
  type Pod,
} from './kustomized.fixture';

const manifests = kustomized();
const ofKind = (kind: string) => manifests.filter((manifest) => manifest.kind === kind);
const namesOf = (list: readonly Manifest[]) => list.map(({ metadata }) => metadata.name).sort();
const workloads = [...ofKind('Deployment'), ...ofKind('Job'), ...ofKind('CronJob')];
const byName = (list: readonly Manifest[]) => list.map((one) => [one.metadata.name, one] as const);
const dockerfile = textOf('deploy/Dockerfile');
const sorted = (names: readonly string[]) => [...names].sort();

function podOf({ metadata, spec }: Manifest): Pod {
  const template = spec?.template ?? spec?.jobTemplate?.spec.template;
  if (!template) throw new Error(`${metadata.name} has no pods.`);
  return template.spec;
}

function containerOf(manifest: Manifest): Container {
  const [container, ...more] = podOf(manifest).containers;
  if (!container || more.length > 0) throw new Error(`${manifest.metadata.name} must have one container.`);
  return container;
}

function environmentOf(manifest: Manifest): Record<string, string> {
  const { env = [], envFrom } = containerOf(manifest);
  const shared = envFrom.flatMap(({ configMapRef }) => {
    const generated = kustomization.configMapGenerator.find(({ name }) => name === configMapRef.name);
    return (generated?.literals ?? []).map((literal) => literal.split(/=(.*)/s).slice(0, 2));
  });
  const own = env.map(({ name, value }) => [name, value ?? 'postgres://by-secret']);
  return Object.fromEntries([...shared, ...own]) as Record<string, string>;
}

describe('the manifests', () => {
  it('hold the same for every service, and nothing for what is none', () => {
    for (const kind of ['Deployment', 'Service', 'PodDisruptionBudget']) {
      expect(namesOf(ofKind(kind))).toEqual(SERVICES);
    }
    expect(namesOf(ofKind('ServiceAccount'))).toEqual(sorted([...SERVICES, 'provision']));
    expect(namesOf(ofKind('Job'))).toEqual(
      sorted([...SERVICES.map((name) => `migrate-${name}`), 'provision']),
    );
    expect(namesOf(ofKind('CronJob'))).toEqual(['provision-again']);
  });

  it.each(byName(ofKind('Deployment')))('%s runs its own image as itself', (name, deployment) => {
    expect(containerOf(deployment).image).toBe(`steward-${name}`);
    expect(podOf(deployment).serviceAccountName).toBe(name);
  });

  it.each(byName(ofKind('Deployment')))(
    '%s is given all that it must read, and no more',
    (name, deployment) => {
      const environment = environmentOf(deployment);
      expect(Object.keys(environment).filter((variable) => !namesReadBy(name).has(variable))).toEqual([]);
      expect(readConfig(configOf(name), environment)).toMatchObject({ STEWARD_PROFILE: 'production' });
    },
  );

  it.each(SERVICES)('%s serves by its application’s role and is migrated by its owner’s', (name) => {
    const keys = [...ofKind('Deployment'), ...ofKind('Job')]
      .filter((one) => [name, `migrate-${name}`].includes(one.metadata.name))
      .map((one) => ({ args: containerOf(one).args, database: containerOf(one).env?.[0] }));
    const database = (key: string) => ({
      name: 'DATABASE_URL',
      valueFrom: { secretKeyRef: { name: `${name}-database`, key } },
    });
    expect(keys).toEqual([
      { args: undefined, database: database('app') },
      { args: ['migrate'], database: database('owner') },
    ]);
  });

  it('meet at one port, which the image names too', () => {
    const port = new ServiceConfig().SERVICE_PORT;
    expect(dockerfile).toContain(`\nEXPOSE ${port}\n`);
    for (const deployment of ofKind('Deployment')) {
      expect(containerOf(deployment).ports).toEqual([{ name: 'http', containerPort: port }]);
    }
    for (const { spec } of ofKind('Service')) {
      expect(spec?.ports).toEqual([{ name: 'http', port: 80, targetPort: 'http' }]);
    }
  });

  it('tell the console where every other service is', () => {
    const [console_] = ofKind('Deployment').filter(({ metadata }) => metadata.name === 'console');
    const urls = JSON.parse((console_ && environmentOf(console_)['SERVICE_URLS']) ?? '') as object;
    const others = SERVICES.filter((name) => name !== 'console');
    expect(urls).toEqual(Object.fromEntries(others.map((name) => [name, `http://${name}`])));
  });

  it.each(
    ['Deployment', 'Service', 'PodDisruptionBudget'].flatMap((kind) =>
      ofKind(kind).map((one) => [kind, one.metadata.name, one] as const),
    ),
  )('%s %s chooses the pods of exactly one workload, its own', (_, name, { spec }) => {
    const selector = spec?.selector ?? {};
    const wanted = Object.entries('matchLabels' in selector ? (selector.matchLabels as object) : selector);
    const chosen = workloads.filter((workload) => {
      const { template, jobTemplate } = workload.spec ?? {};
      const labels = (template ?? jobTemplate?.spec.template)?.metadata?.labels ?? {};
      return wanted.every(([label, value]) => labels[label] === value);
    });
    expect(wanted).not.toEqual([]);
    expect(chosen.map(({ kind, metadata }) => [kind, metadata.name])).toEqual([['Deployment', name]]);
  });

  it.each(byName(workloads))('%s fits the Pod Security Standard `restricted`', (_, workload) => {
    const pod = podOf(workload);
    expect(pod).toMatchObject({
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true, runAsUser: 65532, seccompProfile: { type: 'RuntimeDefault' } },
    });
    expect(Object.keys(pod).filter((key) => /^(host|initContainers|ephemeralContainers)/.test(key))).toEqual(
      [],
    );
    expect(pod.volumes.every((volume) => 'emptyDir' in volume)).toBe(true);
    expect(containerOf(workload).securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
    expect(dockerfile).toContain('\nUSER 65532:65532\n');
  });

  it.each(byName(workloads))('%s may write where it must, within bounds', (_, workload) => {
    const { volumeMounts, resources } = containerOf(workload);
    const volumes = podOf(workload).volumes.map(({ name }) => name);
    expect(volumeMounts.map(({ name }) => name)).toEqual(volumes);
    expect(volumeMounts.map(({ mountPath }) => mountPath)).toEqual(['/tmp', '/files']);
    expect(dockerfile).toContain('FILES_DIR=/files');
    expect(resources.limits['memory']).toBeDefined();
    expect(Object.keys(resources.requests).sort()).toEqual(['cpu', 'memory']);
  });

  it.each(byName(ofKind('Deployment')))(
    '%s is restarted when it hangs, not when its database is away',
    (_, one) => {
      const container = containerOf(one);
      expect(container.startupProbe?.httpGet).toEqual({ path: '/health/live', port: 'http' });
      expect(container.livenessProbe?.httpGet).toEqual({ path: '/health/live', port: 'http' });
      expect(container.readinessProbe?.httpGet).toEqual({ path: '/health/ready', port: 'http' });
    },
  );
});

describe('production', () => {
  const overlay = load(textOf('deploy/k8s/overlays/production/kustomization.yaml')) as {
    readonly replicas: readonly { name: string; count: number }[];
    readonly images: readonly { name: string; newTag: string }[];
  };

  it('runs two of each service, but one of the one whose uploads lie in its pod', () => {
    const counts = Object.fromEntries(overlay.replicas.map(({ name, count }) => [name, count]));
    const wanted = SERVICES.map((name) => [name, name === 'work-orders' ? 1 : 2]);
    expect(counts).toEqual(Object.fromEntries(wanted));
  });

  it('runs one version of every image', () => {
    const used = new Set(workloads.map((workload) => containerOf(workload).image));
    expect(sorted(overlay.images.map(({ name }) => name))).toEqual(sorted([...used]));
    const { version } = JSON.parse(textOf('package.json')) as { version: string };
    expect(new Set(overlay.images.map(({ newTag }) => newTag))).toEqual(new Set([version]));
  });
});

if (hasKubectl) {
  describe('kubectl', () => {
    const inOrder = (list: readonly Manifest[]) =>
      [...list].sort((a, b) => `${a.kind} ${a.metadata.name}`.localeCompare(`${b.kind} ${b.metadata.name}`));

    it('renders from the base what is tested here', () => {
      const all = rendered('base');
      expect(all.filter(({ kind }) => kind === 'ConfigMap')).toHaveLength(1);
      expect(inOrder(all.filter(({ kind }) => kind !== 'ConfigMap'))).toEqual(inOrder(manifests));
    });

    it('renders production with three copies of each stream', () => {
      const jobs = rendered('overlays/production').filter(({ metadata }) =>
        metadata.name.startsWith('provision'),
      );
      const [once, again] = jobs.filter(({ spec }) => spec).map(containerOf);
      expect(once).toMatchObject({ image: 'steward-cli:0.1.0', args: ['provision', '--replicas=3'] });
      expect(again).toMatchObject({ image: once?.image, args: once?.args });
    });
  });
}
