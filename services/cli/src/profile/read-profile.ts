import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import { readFileSync } from 'node:fs';
import { misuse } from '../failure';
import { minorUnitsOf } from './amount';
import { contradictionIn, Profile } from './profile';

/** Reads a profile from a JSON file. Throws a Failure of one sentence, exit code 2, where it is none. */
export function readProfile(path: string): Profile {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw misuse(`The profile ${path} cannot be read.`);
  }
  return profileOf(text, path);
}

/** The profile in `text`; `path` names it in complaints. Keys that are not known are refused. */
export function profileOf(text: string, path: string): Profile {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    throw misuse(`The profile ${path} is not JSON.`);
  }
  if (raw === null || typeof raw !== 'object' || Array.isArray(raw)) {
    throw misuse(`The profile ${path} is not a JSON object.`);
  }
  const profile = plainToInstance(Profile, raw);
  const faults = faultsOf(validateSync(profile, { whitelist: true, forbidNonWhitelisted: true }), '');
  const more = faults.length > 1 ? ` (and ${faults.length - 1} more)` : '';
  if (faults.length > 0) throw misuse(`The profile ${path} does not fit: ${faults[0]}${more}.`);
  const contradiction = contradictionIn(profile) ?? amountFaultIn(profile);
  if (contradiction !== null) throw misuse(`The profile ${path} does not fit: ${contradiction}.`);
  return profile;
}

function amountFaultIn({ vendors }: Profile): string | null {
  const wrong = vendors.find(({ contract }) => {
    const minor = minorUnitsOf(contract.yearlyAmount, contract.currency);
    return minor === null || minor === '0';
  });
  if (!wrong) return null;
  const { yearlyAmount, currency } = wrong.contract;
  return `${yearlyAmount} of ${wrong.code} is not an amount of ${currency} above zero`;
}

/** One clause a fault, each with its place: `vendors[2].contract.startOn must be a day, as 2026-01-31`. */
function faultsOf(errors: readonly ValidationError[], parent: string): string[] {
  return errors.flatMap(({ property, constraints = {}, children = [] }) => {
    const place =
      /^\d+$/.test(property) && parent.endsWith('vendors')
        ? `${parent}[${property}]`
        : join(parent, property);
    const own = Object.entries(constraints).map(([rule, message]) =>
      rule === 'whitelistValidation' ? `${place} is not a known key` : sentence(place, property, message),
    );
    return [...own, ...faultsOf(children, place)];
  });
}

const sentence = (place: string, property: string, message: string): string =>
  message.startsWith(property) ? `${place}${message.slice(property.length)}` : `${place}: ${message}`;
const join = (parent: string, property: string): string =>
  parent === '' ? property : `${parent}.${property}`;
