import { HttpException, NotFoundException, ServiceUnavailableException } from '@nestjs/common';
import { NotFound, RuleBroken } from '@steward/domain';
import { InputRefused } from '@steward/messaging';
import { answerTo, ProblemException } from './problem';

const answered = (error: unknown, accepted?: string) =>
  answerTo(
    error,
    { id: 't1', headers: { 'accept-language': accepted } },
    { 'note.closed': '该记录已关闭。' },
  );

describe('the language of a problem', () => {
  it.each([
    [undefined, 'zh-CN'],
    ['', 'zh-CN'],
    ['fr', 'zh-CN'],
    ['en', 'en'],
    ['EN-gb', 'en'],
    ['zh', 'zh-CN'],
    ['zh-TW, en;q=0.9', 'zh-CN'],
    ['en-US,en;q=0.9,zh-CN;q=0.8', 'en'],
    ['en;q=0.2, zh;q=0.3', 'zh-CN'],
    ['zh;q=0, en;q=0.1', 'en'],
    ['en ; q=0.5, zh;q=0.4', 'en'],
    ['en;q=nonsense', 'zh-CN'],
  ])('Accept-Language %p chooses %s', (accepted, language) => {
    expect(answered(new NotFoundException(), accepted).headers).toEqual({
      'content-type': 'application/problem+json; charset=utf-8',
      'content-language': language,
    });
  });
});

describe('the problem that answers an error', () => {
  it.each([
    [new RuleBroken('note.closed', 'Note 7 is closed.'), 409, 'note.closed', 'Note 7 is closed.'],
    [new NotFound('note', '7'), 404, 'note.not-found', 'There is no note 7.'],
    [new ProblemException(428, 'note.if-match', 'Send If-Match.'), 428, 'note.if-match', 'Send If-Match.'],
    [new ServiceUnavailableException({ database: 'down' }), 503, 'server.not-ready', undefined],
    [new HttpException('Slow down.', 429), 429, 'request.refused', 'Slow down.'],
    [new HttpException('secret', 500), 500, 'server.failed', undefined],
    [new TypeError('secret'), 500, 'server.failed', undefined],
    ['secret', 500, 'server.failed', undefined],
    [Object.assign(new Error('secret'), { code: 'ECONNREFUSED' }), 503, 'server.not-ready', undefined],
    [Object.assign(new Error('secret'), { code: '57P03' }), 503, 'server.not-ready', undefined],
    [new Error('Connection terminated unexpectedly'), 503, 'server.not-ready', undefined],
    [undefined, 500, 'server.failed', undefined],
  ])('%p is %i %s', (error, status, code, detail) => {
    const answer = answered(error, 'en');
    expect(answer.status).toBe(status);
    expect(answer.body).not.toContain('secret');
    expect(JSON.parse(answer.body)).toEqual({
      type: `urn:steward:problem:${code}`,
      title: code,
      status,
      code,
      traceId: 't1',
      detail: detail ?? expect.stringMatching(/^[A-Z].*\.$/),
    });
  });

  it('3.2.1b: a rule that one field breaks names it, in the caller’s language', () => {
    const broken = new RuleBroken('note.in-future', 'It has not come yet.', '/occurredAt');
    const zh = { 'note.in-future': '时间尚未到来。' };
    const [en, cn] = ['en', 'zh'].map((accepted) => {
      const asking = { id: 't1', headers: { 'accept-language': accepted } };
      const { status, body } = answerTo(broken, asking, zh);
      return [status, (JSON.parse(body) as { errors: object[] }).errors];
    });
    expect(en).toEqual([422, [{ path: '/occurredAt', message: 'It has not come yet.' }]]);
    expect(cn).toEqual([422, [{ path: '/occurredAt', message: '时间尚未到来。' }]]);
  });

  it('a rule is said in Chinese by its code, and in English as the rule says it', () => {
    const error = new RuleBroken('note.closed', 'Note 7 is closed.');
    expect(JSON.parse(answered(error).body)).toMatchObject({ detail: '该记录已关闭。' });
    expect(JSON.parse(answered(error, 'en').body)).toMatchObject({ detail: 'Note 7 is closed.' });
  });

  it('a code that the catalogue lacks is said in English rather than not at all', () => {
    const error = new RuleBroken('note.torn', 'Note 7 is torn.');
    expect(JSON.parse(answered(error).body)).toMatchObject({ detail: 'Note 7 is torn.' });
  });

  it('refused input names each field, in both languages, and never the rule’s own name', () => {
    const errors = [
      { path: '/lines/0/amountMinor', rule: 'matches', message: 'amountMinor must match' },
      { path: '/mood', rule: 'isSunny', message: 'mood must be sunny' },
    ];
    const problem = (accepted?: string) =>
      (JSON.parse(answered(new InputRefused(errors), accepted).body) as { errors: unknown }).errors;
    expect(problem()).toEqual([
      { path: '/lines/0/amountMinor', message: '格式不正确' },
      { path: '/mood', message: 'mood must be sunny' },
    ]);
    expect(problem('en')).toEqual(errors.map(({ path, message }) => ({ path, message })));
  });

  it('who asks while it is not ready is told to ask again soon', () => {
    expect(answered(new HttpException('', 503)).headers).toMatchObject({ 'retry-after': '1' });
  });

  it('who is not signed in is told how', () => {
    expect(answered(new HttpException('', 401)).headers).toMatchObject({ 'www-authenticate': 'Bearer' });
  });
});
