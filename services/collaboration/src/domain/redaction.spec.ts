import { ensureRedacted } from './redaction';

const refusal = (solution: string): { code?: string; path?: string; message?: string } => {
  try {
    ensureRedacted({ title: '硬盘故障', solution });
    return {};
  } catch (error) {
    return error as { code: string };
  }
};

it.each([
  ['联系王工 13812345678 处理', 'case.holds-phone', 6],
  ['电话138 1234 5678', 'case.holds-phone', 3],
  ['call +86-13812345678', 'case.holds-phone', 6],
  ['值班室 010-62345678', 'case.holds-phone', 5],
  ['手机\uff11\uff13812345678', 'case.holds-phone', 3],
  ['身份证 11010519491231002X 已登记', 'case.holds-id-number', 5],
  ['身份证:110105194912310021', 'case.holds-id-number', 5],
  ['登录 192.168.10.7 后重启', 'case.holds-ip', 4],
  ['地址 2001:0db8:85a3:0000:0000:8a2e:0370:7334', 'case.holds-ip', 4],
  ['网关 fe80::1 不通', 'case.holds-ip', 4],
  ['发邮件到 wang.gong@example.com.cn', 'case.holds-email', 6],
])('3.2.2: "%s" is refused with its place', (text, code, character) => {
  const { message, ...refused } = refusal(text);
  expect(refused).toMatchObject({ code, path: '/solution' });
  expect(message).toMatch(new RegExp(` at character ${character}\\.$`));
  expect(message).not.toMatch(/138|110105|192|wang/);
});

it.each([
  '更换 2 块 960GB 硬盘,重建 RAID5 用时 72 小时',
  '固件升级到 3.14.15 后恢复,工单号 20261021000123',
  '12:30:45 发生告警,容量 1234567890 字节',
  '版本 10.2.1,端口 8080,99.9%',
  'std::vector 越界',
])('3.2.2: "%s" names nobody and no machine', (text) => {
  expect(refusal(text)).toEqual({});
});
