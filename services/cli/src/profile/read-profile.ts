import { readFileSync } from 'node:fs';
import { misuse } from '../failure';
import { fitted } from '../fitted';
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
  const { value: profile, faults } = fitted(Profile, raw);
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
