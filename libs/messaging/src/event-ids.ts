/**
 * A set of many event ids in eight bytes each, because a stream may hold millions. Kept are the last 64 bits
 * of a UUIDv7, of which 62 are random.
 */
export class EventIds {
  private words = new BigUint64Array(1024);
  private count = 0;
  private isSorted = true;

  add(id: string): void {
    if (this.count === this.words.length) {
      const larger = new BigUint64Array(2 * this.count);
      larger.set(this.words);
      this.words = larger;
    }
    this.words[this.count] = wordOf(id);
    this.count += 1;
    this.isSorted = false;
  }

  has(id: string): boolean {
    if (!this.isSorted) this.words.subarray(0, this.count).sort();
    this.isSorted = true;
    const wanted = wordOf(id);
    let [from, to] = [0, this.count];
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (this.words[middle]! < wanted) from = middle + 1;
      else to = middle;
    }
    return from < this.count && this.words[from] === wanted;
  }
}

const wordOf = (id: string): bigint => BigInt(`0x${id.slice(-17).replace('-', '')}`);
