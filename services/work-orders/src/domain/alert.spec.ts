import { outageIn, type Alert } from './alert';

const alert: Alert = {
  labels: { alertname: 'ErpDown', steward_contract: 'HT-1', steward_service: 'erp' },
  startsAt: new Date('2026-09-10T02:00:00.000Z'),
  endsAt: null,
  fingerprint: 'b3c1a5d2e4f60718',
};
const labelled = (labels: object) => () =>
  outageIn({ ...alert, labels: { ...alert.labels, ...labels } as Alert['labels'] });
const breaks = (code: string, path: string) => expect.objectContaining({ code, path });

it('2.2.1c: an alert’s labels say what it is about, and each occurrence is an outage of its own', () => {
  expect(outageIn(alert)).toEqual({
    ...{ contract: 'HT-1', service: 'erp', affects: 'SERVICE', source: 'alertmanager' },
    ...{ externalId: 'b3c1a5d2e4f60718@2026-09-10T02:00:00.000Z', startedAt: alert.startsAt },
  });
});

it('2.2.1c, A9: an alert may say that monitoring has no data', () => {
  expect(labelled({ steward_affects: 'monitoring' })()).toMatchObject({ affects: 'MONITORING' });
  for (const wrong of ['constructor', 'SERVICE', 1]) {
    expect(labelled({ steward_affects: wrong })).toThrow(
      breaks('alert.label-wrong', '/labels/steward_affects'),
    );
  }
});

it.each(['steward_contract', 'steward_service'])('an alert without the label %s is refused', (name) => {
  for (const none of [undefined, '', 7]) {
    expect(labelled({ [name]: none })).toThrow(breaks('alert.label-missing', `/labels/${name}`));
  }
});

it('an alert that ends before it begins is refused', () => {
  const reversed = () => outageIn({ ...alert, endsAt: new Date('2026-09-10T01:59:59.999Z') });
  expect(reversed).toThrow(breaks('alert.reversed', '/endsAt'));
});
