/** What we use of pdfmake; its own types bring those of browsers along, which contradict Node's. */
declare module 'pdfmake' {
  type Face = string | [file: string, face: string];
  type Font = Readonly<Record<'normal' | 'bold' | 'italics' | 'bolditalics', Face>>;
  const pdfmake: {
    setFonts(fonts: Readonly<Record<string, Font>>): void;
    setUrlAccessPolicy(mayFetch: (url: string) => boolean): void;
    setLocalAccessPolicy(mayRead: (path: string) => boolean): void;
    createPdf(definition: object): { getBuffer(): Promise<Buffer> };
  };
  export default pdfmake;
}
