import type { KnownContract } from './contract';
import { assign } from './liaison';

const contract: KnownContract = {
  id: '0195540a-0000-7000-8000-000000000001',
  vendorId: '0195540a-0000-7000-8000-00000000000a',
  ...{ code: 'C-1', startOn: '2026-01-01', endOn: '2026-12-31', timezone: null },
};
const occasion = { by: 'vera', now: new Date('2026-03-02T01:00:00.000Z') };
const person = { name: 'Zhou Ning', deputyName: 'He Lin', email: null };

it('2.3.2a: a liaison is assigned with a deputy, and the event names neither', () => {
  const { state, events } = assign(contract, 1, person, occasion);
  expect(state).toMatchObject({ ...person, revision: 1, contractId: contract.id, assignedBy: 'vera' });
  expect(events).toEqual([
    {
      type: 'collaboration.liaison.assigned.v1',
      data: { liaisonId: state.id, contractId: contract.id, assignedAt: occasion.now },
    },
  ]);
});

it('another assignment keeps the contract’s liaison id', () => {
  const next = assign(contract, 2, { ...person, name: 'Tang Yu' }, occasion);
  expect(next.state.id).toBe(assign(contract, 1, person, occasion).state.id);
});

it('2.3.2a: nobody is his own deputy', () => {
  const alone = () => assign(contract, 1, { ...person, deputyName: person.name }, occasion);
  expect(alone).toThrow(expect.objectContaining({ code: 'liaison.deputy-same' }));
});
