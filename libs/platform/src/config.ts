import { plainToInstance, Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, IsUrl, Matches, Max, Min, validateSync } from 'class-validator';

const LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const url = { require_tld: false, require_protocol: true };

/** All that a service reads from its environment, checked before anything starts. */
export class ServiceConfig {
  /** The port to listen on; 0 lets the system choose. */
  @Type(() => Number) @IsInt() @Min(0) @Max(65_535) SERVICE_PORT: number = 3000;
  /** The service's own database, by the application's role (by the owner's for `migrate`). */
  @Matches(/^postgres(ql)?:\/\/.+/, { message: 'DATABASE_URL must begin with postgres://' })
  DATABASE_URL!: string;
  @Matches(/^(nats|tls):\/\/.+/, { message: 'NATS_URL must begin with nats:// or tls://' }) NATS_URL!: string;
  /** Whose tokens are accepted, to the letter. */
  @IsUrl(url) OIDC_ISSUER!: string;
  @IsString() OIDC_AUDIENCE: string = 'steward';
  /** Where the issuer's keys are; default: as its discovery document says. */
  @IsOptional() @IsUrl(url) OIDC_JWKS_URL?: string;
  @IsIn(['local', 'production']) STEWARD_PROFILE: 'local' | 'production' = 'production';
  /** The file by which a driver sets business time; local profile only. Default: real time. */
  @IsOptional() @IsString() CLOCK_FILE?: string;
  /** The folder of the file port's default adapter. */
  @IsString() FILES_DIR: string = './files';
  /** The font of printed documents: a TrueType collection with Chinese. */
  @IsString() PDF_FONT: string = '/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc';
  /** finance: the file that maps its accounts to the ERP's, JSON. Default: they keep their names. */
  @IsOptional() @IsString() ERP_ACCOUNTS_FILE?: string;
  @IsIn(LEVELS) LOG_LEVEL: (typeof LEVELS)[number] = 'info';
}

/**
 * Reads a configuration class from the environment. Throws one Error that names every fault, so that one
 * correction is enough. Values never appear in it: they may be secrets.
 */
export function readConfig<C extends ServiceConfig>(config: new () => C, env: NodeJS.ProcessEnv): C {
  const known = Object.fromEntries(
    Object.entries(env).filter(([name, value]) => /^[A-Z_]+$/.test(name) && value),
  );
  const instance = plainToInstance(config, known);
  const errors = validateSync(instance, { forbidUnknownValues: false });
  if (errors.length > 0) {
    const faults = errors.map(
      ({ property, constraints = {} }) => `  ${property}: ${Object.values(constraints)[0]}`,
    );
    throw new Error(`The configuration is incomplete; set these and start again:\n${faults.join('\n')}`);
  }
  return instance;
}
