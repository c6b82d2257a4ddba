const FORM = /^P(?=\d|T)(?:(\d{1,4})D)?(?:T(?=\d)(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,8})S)?)?$/;

/**
 * The seconds of an ISO 8601 duration in days, hours, minutes and seconds, a day having 24 hours; null
 * where it is none, or is nothing. Weeks, months and years have no fixed length on every clock and are not
 * read.
 */
export function secondsOf(duration: string): number | null {
  const parts = FORM.exec(duration)?.slice(1);
  if (!parts) return null;
  const [days, hours, minutes, seconds] = parts.map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
  ];
  return ((days * 24 + hours) * 60 + minutes) * 60 + seconds || null;
}
