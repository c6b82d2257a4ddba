import type { HolidayTable } from './holidays';

/**
 * Days off and make-up workdays of mainland China, as the State Council's General Office gives notice of them
 * each autumn. A year is added when its notice is out, never guessed; `version` is the last notice's day.
 */
export const CN: HolidayTable = {
  version: '2025-11-04',
  years: {
    2016: {
      notice: 'http://www.gov.cn/zhengce/zhengceku/2015-12/10/content_10394.htm',
      off: ['01-01', '02-07..02-13', '04-04', '05-01..05-02', '06-09..06-11', '09-15..09-17', '10-01..10-07'],
      madeUp: ['02-06', '02-14', '06-12', '09-18', '10-08', '10-09'],
    },
    2024: {
      notice: 'https://www.gov.cn/zhengce/zhengceku/202310/content_6911528.htm',
      off: ['01-01', '02-10..02-17', '04-04..04-06', '05-01..05-05', '06-10', '09-15..09-17', '10-01..10-07'],
      madeUp: ['02-04', '02-18', '04-07', '04-28', '05-11', '09-14', '09-29', '10-12'],
    },
    2025: {
      notice: 'https://www.gov.cn/zhengce/zhengceku/202411/content_6986383.htm',
      off: ['01-01', '01-28..02-04', '04-04..04-06', '05-01..05-05', '05-31..06-02', '10-01..10-08'],
      madeUp: ['01-26', '02-08', '04-27', '09-28', '10-11'],
    },
    2026: {
      notice: 'https://www.gov.cn/zhengce/zhengceku/202511/content_7047091.htm',
      off: [
        ...['01-01..01-03', '02-15..02-23', '04-04..04-06', '05-01..05-05'],
        ...['06-19..06-21', '09-25..09-27', '10-01..10-07'],
      ],
      madeUp: ['01-04', '02-14', '02-28', '05-09', '09-20', '10-10'],
    },
  },
};
