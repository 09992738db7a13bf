import type { WizardHiddenField } from '../../schema/wizard-hidden-field.type.js';
import type { WizardRichText, WizardTextPart } from '../../schema/wizard-rich-text.type.js';
import { textOf } from '../xs2a/lenient.js';

/**
 * XS2A's text markup (published by the vendor's mobile SDKs): `[text|bold]`, `[text|italic]`, `[br]`, `<br>`, and with an
 * argument `[label|link::url]`, `[label|dialog::url]`, `[label|autosubmit::a=b&c=d]`. Of unknown markup with an argument, the
 * label is shown; other brackets are text. Labels and arguments exclude brackets: backtracking from each of many open ones would
 * take minutes.
 */
const MARK = /\[([^[\]|]*)\|(?:(bold|italic)|([a-z][a-z-]*)::([^[\]]*))\]|\[br\]|<br ?\/?>/gi;

/** Null when there is no text. */
export function toRichText(value: unknown): WizardRichText | null {
  const marked = textOf(value);
  if (marked === null) return null;
  const parts: WizardTextPart[] = [];
  let end = 0;
  for (const mark of marked.matchAll(MARK)) {
    append(parts, textPart(marked.slice(end, mark.index)));
    append(parts, toPart(mark));
    end = mark.index + mark[0].length;
  }
  append(parts, textPart(marked.slice(end)));
  const plain = parts.map(({ text }) => text).join('');
  return plain.trim() === '' ? null : { plain, parts };
}

/** The text without markup; null when there is none. */
export function plainTextOf(value: unknown): string | null {
  return toRichText(value)?.plain ?? null;
}

/** A label without and with markup. */
export function labelsOf(label: unknown) {
  const richLabel = toRichText(label);
  return { label: richLabel?.plain ?? null, richLabel };
}

function toPart([, label = '', style, mark, argument = '']: RegExpExecArray): WizardTextPart {
  const plain = textPart(label);
  if (style !== undefined) return { ...plain, kind: style.toLowerCase() === 'bold' ? 'BOLD' : 'ITALIC' };
  switch (mark?.toLowerCase()) {
    case undefined:
      return { ...plain, kind: 'LINE_BREAK', text: '\n' };
    case 'link':
      return { ...plain, ...linkTo('LINK', argument) };
    case 'dialog':
      return { ...plain, ...linkTo('DIALOG', argument) };
    case 'autosubmit':
      return { ...plain, ...submissionOf(argument) };
    default:
      return plain;
  }
}

/** Empty when the target is not an https URL: then it is plain text. */
function linkTo(kind: 'LINK' | 'DIALOG', argument: string): Partial<WizardTextPart> {
  const address = argument.trim();
  if (!URL.canParse(address)) return {};
  const { protocol, username, password, href } = new URL(address);
  return protocol === 'https:' && username === '' && password === '' ? { kind, url: href } : {};
}

/** Empty when there is no value to submit. */
function submissionOf(argument: string): Partial<WizardTextPart> {
  const values = [...new Map(new URLSearchParams(argument))]
    .filter(([name]) => name.trim() !== '' && name !== 'key' && name !== 'action')
    .map(([name, value]) => toHiddenField(name, value));
  return values.length === 0 ? {} : { kind: 'AUTOSUBMIT', values };
}

export function toHiddenField(name: string, value: string): WizardHiddenField {
  return { __typename: 'WizardHiddenField', type: 'hidden', name, value };
}

function textPart(marked: string): WizardTextPart {
  return { kind: 'TEXT', text: marked.replaceAll('&middot;', '·'), url: null, values: null };
}

/** Merges adjacent text. */
function append(parts: WizardTextPart[], part: WizardTextPart): void {
  const last = parts.at(-1);
  if (part.text === '') return;
  if (last?.kind === 'TEXT' && part.kind === 'TEXT') last.text += part.text;
  else parts.push(part);
}
