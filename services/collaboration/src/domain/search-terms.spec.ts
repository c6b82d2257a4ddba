import { searchFor, searchVector, termsOf } from './search-terms';

it('3.2.2: Chinese is found by pairs of characters, other words as a whole', () => {
  expect(termsOf('服务器宕机,RAID5 重建')).toEqual(['服务', '务器', '器宕', '宕机', 'raid5', '重建']);
  expect(termsOf('UPS电池 3台')).toEqual(['ups', '电池', '3', '台']);
  expect(termsOf('光')).toEqual(['光']);
  expect(termsOf('— !')).toEqual([]);
});

it('3.2.2: a vector has the places and the weight of each term', () => {
  expect(
    searchVector([
      ['硬盘', 'A'],
      ['硬盘坏', 'D'],
    ]),
  ).toBe(`'硬盘':1A '硬盘':2D '盘坏':3D`);
  expect(searchVector([[`it's`, 'A']])).toBe(`'it':1A 's':2A`);
});

it('3.2.2: a short question wants all of its terms, a sentence a third of them', () => {
  expect(searchFor('硬盘')).toEqual({ terms: [`'硬盘'`], least: 1 });
  expect(searchFor('硬盘故障')).toMatchObject({ least: 2 });
  expect(searchFor('数据库服务器突然宕机了怎么办')).toMatchObject({ least: 5 }); // 13 pairs
  expect(searchFor('光')).toEqual({ terms: [`'光':*`], least: 1 });
  expect(searchFor('?!')).toBeNull();
});
