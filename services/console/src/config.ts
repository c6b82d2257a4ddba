import { ServiceConfig } from '@steward/platform';
import { Transform } from 'class-transformer';
import { IsString, Length, ValidateBy } from 'class-validator';

/** All that the console reads from its environment. */
export class ConsoleConfig extends ServiceConfig {
  /** Where each service is, by its name: `{"contracts":"http://127.0.0.1:3001"}`. */
  @Transform(({ value }: { value: unknown }) => parsed(value))
  @ValidateBy({
    name: 'isServiceUrls',
    validator: {
      validate: areServiceUrls,
      defaultMessage: () => 'SERVICE_URLS must be a JSON object of service names and http addresses',
    },
  })
  SERVICE_URLS!: Readonly<Record<string, string>>;
  /** The public client by which the page signs in at OIDC_ISSUER. */
  @IsString() @Length(1, 100) CONSOLE_CLIENT_ID: string = 'console';
}

function parsed(value: unknown): unknown {
  try {
    return JSON.parse(String(value));
  } catch {
    return null;
  }
}

function areServiceUrls(value: unknown): boolean {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return false;
  return Object.entries(value).every(
    ([name, url]) =>
      /^[a-z][a-z-]*$/.test(name) && typeof url === 'string' && /^https?:\/\/[^/]+\/?$/.test(url),
  );
}
