import { purposeText, sepaReferences } from '../../../src/domain/turnover/index.js';

describe('the text of a purpose', () => {
  const FULL = 'x'.repeat(27);

  test.each<[string, readonly string[], string]>([
    ['nothing', [], ''],
    ['one line', ['  Miete   März '], 'Miete März'],
    ['short lines', ['Miete', 'März'], 'Miete März'],
    ['a word cut at 27 letters', ['MIETE WOHNUNG NR 12 SEPTEMB', 'ER 2026'], 'MIETE WOHNUNG NR 12 SEPTEMBER 2026'],
    ['a word cut at 35 letters', [`${'y'.repeat(34)}a`, 'bc'], `${'y'.repeat(34)}abc`],
    ['a space kept at the cut', [`${FULL.slice(1)} `, 'next'], `${FULL.slice(1)} next`],
    ['a SEPA mark after a full line', [FULL, 'MREF+M-1'], `${FULL} MREF+M-1`],
    ['blank lines', ['a', '', ' ', 'b'], 'a b'],
  ])('joins %s', (_, lines, text) => {
    expect(purposeText(lines)).toBe(text);
  });
});

describe('SEPA references', () => {
  const NONE = {
    ...{ endToEndId: null, mandateId: null, creditorId: null },
    ...{ customerReference: null, remittance: null, purposeCode: null },
  };

  test.each<[string, readonly string[], Partial<NonNullable<ReturnType<typeof sepaReferences>>>]>([
    [
      'line by line',
      ['EREF+2026-77', 'KREF+K1', 'MREF+M-9', 'CRED+DE98ZZZ09999999999', 'PURP+SALA', 'SVWZ+Gehalt September'],
      {
        ...{ endToEndId: '2026-77', customerReference: 'K1', mandateId: 'M-9', creditorId: 'DE98ZZZ09999999999' },
        ...{ purposeCode: 'SALA', remittance: 'Gehalt September' },
      },
    ],
    ['in one line', ['EREF+1 MREF+2 SVWZ+a b'], { endToEndId: '1', mandateId: '2', remittance: 'a b' }],
    ['with colons and spaces', ['EREF: 1', 'SVWZ: Text'], { endToEndId: '1', remittance: 'Text' }],
    ['cut at 27 letters', ['SVWZ+RECHNUNG 4711 VOM SEPT', 'EMBER'], { remittance: 'RECHNUNG 4711 VOM SEPTEMBER' }],
    ['that say that there is none', ['EREF+NOTPROVIDED', 'SVWZ+x'], { remittance: 'x' }],
    ['twice: the first counts', ['EREF+1', 'EREF+2'], { endToEndId: '1' }],
  ])('are read %s', (_, purpose, expected) => {
    expect(sepaReferences(purpose)).toEqual({ ...NONE, ...expected });
  });

  test.each([[[]], [['Miete März']], [['PEREF+1']], [['EREF 1']]])('are null for %j', (purpose) => {
    expect(sepaReferences(purpose)).toBeNull();
  });
});
