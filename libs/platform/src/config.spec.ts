import { readConfig, ServiceConfig } from './config';

const whole = {
  DATABASE_URL: 'postgres://app:secret@db/notes',
  NATS_URL: 'nats://bus:4222',
  OIDC_ISSUER: 'http://127.0.0.1:4000',
};

describe('the configuration', () => {
  it('is read from the environment, with defaults for what may be left out', () => {
    expect(readConfig(ServiceConfig, { ...whole, SERVICE_PORT: '8080', LOG_LEVEL: '' })).toMatchObject({
      ...whole,
      SERVICE_PORT: 8080,
      OIDC_AUDIENCE: 'steward',
      STEWARD_PROFILE: 'production',
      FILES_DIR: './files',
      LOG_LEVEL: 'info',
    });
  });

  it('names every fault at once and shows no value: it may be a secret', () => {
    const env = { DATABASE_URL: 'mysql://root:hunter2@db', OIDC_ISSUER: 'hunter2', SERVICE_PORT: '70000' };
    const read = () => readConfig(ServiceConfig, { ...env, STEWARD_PROFILE: 'test', LOG_LEVEL: 'loud' });
    expect(read).toThrow(
      [
        'The configuration is incomplete; set these and start again:',
        '  SERVICE_PORT: SERVICE_PORT must not be greater than 65535',
        '  DATABASE_URL: DATABASE_URL must begin with postgres://',
        '  NATS_URL: NATS_URL must begin with nats:// or tls://',
        '  OIDC_ISSUER: OIDC_ISSUER must be a URL address',
        '  STEWARD_PROFILE: STEWARD_PROFILE must be one of the following values: local, production',
        '  LOG_LEVEL: LOG_LEVEL must be one of the following values: fatal, error, warn, info, debug, trace, silent',
      ].join('\n'),
    );
    expect(read).not.toThrow('hunter2');
  });

  it.each(['abc', '1.5', '-1'])('a port of %p is no port', (port) => {
    expect(() => readConfig(ServiceConfig, { ...whole, SERVICE_PORT: port })).toThrow('SERVICE_PORT');
  });
});
