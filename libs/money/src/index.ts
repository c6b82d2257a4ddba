export { decimalsOf, majorText } from './decimals';
export { fromWire, isLess, least, minus, money, plus, sumOf, toWire, zero } from './money';
export type { Money, MoneyWire } from './money';
export { decimalString, fractionText, isRatio, ratio, ratioOf, roundToInteger } from './ratio';
export type { Ratio, Rounding } from './ratio';
export { allocate, bps, share, shareDown, splitBps } from './split';
