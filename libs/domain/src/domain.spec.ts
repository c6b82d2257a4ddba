import { createHash } from 'node:crypto';
import { ensure, importedId, NotFound, RuleBroken } from './index';

describe('a rule', () => {
  it('passes where it holds and breaks with its code and facts where it does not', () => {
    expect(() => ensure(true, 'contract.not-signed', 'Contract 7 is draft.')).not.toThrow();
    expect(() => ensure(false, 'contract.not-signed', 'Contract 7 is draft.')).toThrow(
      expect.objectContaining({
        name: 'RuleBroken',
        code: 'contract.not-signed',
        message: 'Contract 7 is draft.',
      }),
    );
  });

  it('is told apart from a missing record', () => {
    const missing = new NotFound('contract', '7');
    expect(missing).not.toBeInstanceOf(RuleBroken);
    expect(missing).toMatchObject({
      name: 'NotFound',
      code: 'contract.not-found',
      message: 'There is no contract 7.',
    });
  });
});

describe('the id of an imported record', () => {
  it('is the same at every import', () => {
    expect(importedId('work-order', 'INC0000045')).toBe(importedId('work-order', 'INC0000045'));
  });

  it('differs by kind and by key', () => {
    const ids = [importedId('work-order', 'A'), importedId('work-order', 'B'), importedId('vendor', 'A')];
    expect(new Set(ids).size).toBe(3);
  });

  it('is the UUIDv5 that RFC 9562 prescribes: SHA-1 of namespace and name, version 5, variant 10', () => {
    const namespace = Buffer.from('df212d812e52426fbfd4b59b37efd1e5', 'hex');
    const hash = createHash('sha1').update(namespace).update('work-order:INC0000045').digest();
    hash[6] = (hash[6]! & 0x0f) | 0x50;
    hash[8] = (hash[8]! & 0x3f) | 0x80;
    expect(importedId('work-order', 'INC0000045').replaceAll('-', '')).toBe(hash.toString('hex', 0, 16));
  });
});
