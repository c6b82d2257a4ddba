/** What we use of unzipper; its own types are those of another release. */
declare module 'unzipper' {
  /** Takes a zip file in, gives its entries out, each a stream of what it holds. */
  export function Parse(options: { readonly forceStream: true }): NodeJS.ReadWriteStream & {
    [Symbol.asyncIterator](): AsyncIterator<AsyncIterable<Buffer>>;
  };
}
