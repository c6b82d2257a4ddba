import { hasKubectl, kustomized, rendered, type Manifest } from './kustomized.fixture';
import { refusals } from './refusals.fixture';

const ways: [string, () => Manifest[]][] = hasKubectl
  ? [
      ['the base, as kubectl renders it', () => rendered('base')],
      ['production, as kubectl renders it', () => rendered('overlays/production')],
    ]
  : [['the base, as our own fixture renders it, for there is no kubectl here', kustomized]];

describe('the Kubernetes API', () => {
  it.each(ways)('takes %s', (_, manifests) => {
    expect(manifests().length).toBeGreaterThan(1);
    expect(refusals(manifests())).toEqual([]);
  });

  const deployment = JSON.stringify(
    kustomized().find(({ kind, metadata }) => kind === 'Deployment' && metadata.name === 'console'),
  );
  it.each([
    ['a word for a number', '"spec":{', '"spec":{"replicas":"two",', /replicas must be integer/],
    ['half a pod', '"spec":{', '"spec":{"replicas":1.5,', /replicas must be integer/],
    ['a unit that is none', '"384Mi"', '"384MB"', /memory must match format "quantity"/],
    [
      'a value that is none of an enum’s',
      '"image":',
      '"imagePullPolicy":"Sometimes","image":',
      /"Sometimes"/,
    ],
    ['a misspelt probe', '"readinessProbe"', '"readynessProbe"', /'"readynessProbe"' does not exist/],
    ['a key misspelt at depth', '"readOnlyRootFilesystem"', '"readOnlyRootFileSystem"', /does not exist/],
    ['a field that is missing', '"selector":', '"selectors":', /must have required property selector/],
    [
      'a field that is missing at depth',
      '"name":"main",',
      '',
      /containers\/0 must have required property name/,
    ],
    ['a kind in an API that has it not', '"apps/v1"', '"batch/v1"', /no such kind in batch\/v1/],
    ['an API that is none', '"apps/v1"', '"apps/v0"', /kubernetes-models\/apps\/v0/],
  ])('refuses %s', (_, before, after, why) => {
    expect(deployment).toContain(before);
    const broken = JSON.parse(deployment.replace(before, after)) as Manifest;
    expect(refusals([broken]).join('\n')).toMatch(why);
  });
});
