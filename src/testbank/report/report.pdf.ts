const linesPerPage = 50;
const header = '%PDF-1.4\n';

/** Lines of text as a PDF, fifty to a page. Letters beyond Latin-1 are not part of the reports. */
export function toPdf(lines: readonly string[]): Buffer {
  const pages = chunks(lines);
  const kids = pages.map((_, index) => `${4 + 2 * index} 0 R`).join(' ');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>',
    ...pages.flatMap((page, index) => [pageObject(5 + 2 * index), stream(page)]),
  ];
  return Buffer.from(assemble(objects), 'latin1');
}

function pageObject(content: number): string {
  const resources = '<< /Font << /F1 3 0 R >> >>';
  return `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources ${resources} /Contents ${content} 0 R >>`;
}

function stream(lines: readonly string[]): string {
  const shown = lines.map((line) => `(${escapePdf(line)}) Tj T*`).join('\n');
  const content = `BT /F1 11 Tf 14 TL 50 790 Td\n${shown}\nET`;
  return `<< /Length ${content.length} >>\nstream\n${content}\nendstream`;
}

/** Numbers the objects from 1, and lists where each begins. */
function assemble(objects: readonly string[]): string {
  const offsets: number[] = [];
  let text = header;
  objects.forEach((object, index) => {
    offsets.push(text.length);
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
  });
  const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  const table = `xref\n0 ${size}\n0000000000 65535 f \n${entries}`;
  return `${text}${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`;
}

function escapePdf(text: string): string {
  return text.replace(/[\\()]/g, '\\$&').replace(/\u00a0/g, ' ');
}

function chunks(lines: readonly string[]): (readonly string[])[] {
  const count = Math.max(1, Math.ceil(lines.length / linesPerPage));
  return Array.from({ length: count }, (_, page) => lines.slice(page * linesPerPage, (page + 1) * linesPerPage));
}
