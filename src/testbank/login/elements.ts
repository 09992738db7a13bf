/** Form elements in their wire form, by type (published by the vendor's SDKs). */
export interface Element {
  readonly type: string;
  readonly [member: string]: unknown;
}

/** Validation errors by the element's name. */
export type Problems = Readonly<Record<string, Problem | undefined>>;

export interface Problem {
  /** The violated rules, as in the element's `validation`. */
  readonly rules: readonly string[];
  readonly message: string;
}

interface Field {
  readonly name: string;
  readonly label: string;
  /** Such as `required|min:5`. */
  readonly validation?: string;
  readonly value?: string;
}

/** Builds elements with their validation errors. */
export class Elements {
  constructor(private readonly problems: Problems) {}

  text(field: Field): Element {
    return this.#input('text', field, { value: field.value ?? '' });
  }

  /** Its value is never sent back. */
  password(field: Field): Element {
    return this.#input('password', field, { value: '' });
  }

  /** `required` is a member of checkboxes alone (published by the vendor's mobile SDKs). */
  checkbox(field: Field, { checked = false, required = false } = {}): Element {
    return this.#input('checkbox', field, { checked, required });
  }

  select(field: Field, options: Readonly<Record<string, string>>, selected: string | number): Element {
    return this.#input('select', field, { options, selected });
  }

  radio(field: Field, options: readonly RadioOption[], checked: number): Element {
    return this.#input('radio', field, { options, checked });
  }

  /** `data` is a picture in Base64. */
  captcha(field: Field, data: string): Element {
    return this.#input('captcha', field, { data, value: '' });
  }

  flicker(field: Field, code: readonly (readonly string[])[]): Element {
    return this.#input('flicker', field, { code, value: '' });
  }

  /** A choice between groups of elements; `selected` is the value of one. */
  multi(name: string, selected: string, elements: readonly MultiGroup[]): Element {
    return { type: 'multi', name, selected, elements };
  }

  /** `tabs`: labels by the keys that are sent, or labels alone. */
  tabs(
    name: string,
    label: string,
    tabs: Readonly<Record<string, string>> | readonly string[],
    selected: string,
  ): Element {
    return { type: 'tabs', name, label, tabs, selected };
  }

  redirect(name: string, label: string, back: string, url: string): Element {
    return { type: 'redirect', name, label, back, url };
  }

  /** Not shown; its value has to come back. */
  hidden(name: string, value: string): Element {
    return { type: 'hidden', name, value };
  }

  helpText(title: string, text: string): Element {
    return { type: 'help_text', title, text };
  }

  image(label: string, data: string): Element {
    return { type: 'image', label, data };
  }

  /** The list of failed rules is text while it is empty (published by the vendor's Java SDK). */
  #input(type: string, { name, label, validation = '' }: Field, members: Record<string, unknown>): Element {
    const problem = this.problems[name];
    return {
      type,
      name,
      label,
      ...members,
      validation,
      invalid: problem !== undefined,
      failed_validation_rules: problem?.rules ?? '',
      validation_error: problem?.message ?? '',
    };
  }
}

export interface RadioOption {
  readonly label: string;
  readonly disabled: boolean;
}

export interface MultiGroup {
  readonly label: string;
  readonly value: string;
  readonly elements: readonly Element[];
}
