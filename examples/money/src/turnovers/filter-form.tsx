import { useEffect, useId, useRef, useState } from 'react';
import { accountName } from '../graph/account-name.ts';
import type { AccountNameFragment } from '../gql/graphql.ts';
import { useSpeech } from '../language/language.tsx';
import { isFiltered, NO_FILTERS, parseAmount, type FilterKey, type Filters } from './filters.ts';

interface FilterFormProps {
  readonly accounts: readonly AccountNameFragment[];
  readonly tags: readonly string[];
  readonly filters: Filters;
  readonly change: (change: Filters) => void;
}

const TYPING_MS = 300;

/** Which turnovers: everything takes effect at once, and the search when nothing has been typed for a moment. */
export function FilterForm({ accounts, tags, filters, change }: FilterFormProps) {
  const { texts } = useSpeech();
  const { turnovers } = texts;
  // After a reset, fields show what holds then.
  const [resets, setResets] = useState(0);
  return (
    <form className="filters" role="search" onSubmit={(event) => event.preventDefault()} key={resets}>
      <Search value={filters.search ?? ''} change={(search) => change({ search })} />
      <label>
        {texts.account}
        <select value={filters.account ?? ''} onChange={({ target }) => change({ account: target.value })}>
          <option value="">{turnovers.allAccounts}</option>
          {accounts.map((account) => (
            <option key={account.id} value={account.id}>
              {[accountName(account, texts), account.bankName].filter(Boolean).join(' · ')}
            </option>
          ))}
        </select>
      </label>
      <details open={isFiltered({ ...filters, search: '' })}>
        <summary>{turnovers.filters}</summary>
        <div className="fields">
          <Dates filters={filters} change={change} />
          <Amount label={turnovers.min} value={filters.min ?? ''} change={(min) => change({ min })} />
          <Amount label={turnovers.max} value={filters.max ?? ''} change={(max) => change({ max })} />
          <Choice
            {...{ filters, change, name: 'direction', label: turnovers.direction, any: turnovers.anyDirection }}
            options={[
              ['CREDIT', turnovers.CREDIT],
              ['DEBIT', turnovers.DEBIT],
            ]}
          />
          <Choice
            {...{ filters, change, name: 'tag', label: turnovers.tag, any: turnovers.anyTag }}
            options={withChosen(tags, filters.tag).map((tag) => [tag, tag])}
          />
          <Choice
            {...{ filters, change, name: 'status', label: turnovers.status, any: turnovers.anyStatus }}
            options={Object.entries(turnovers.statuses)}
          />
          <label className="check">
            <input
              type="checkbox"
              checked={filters.onlyNew !== undefined}
              onChange={({ target }) => change({ onlyNew: target.checked ? 'true' : '' })}
            />
            {turnovers.onlyNew}
          </label>
        </div>
      </details>
      {isFiltered(filters) && (
        <button
          type="button"
          className="link"
          onClick={() => {
            change(NO_FILTERS);
            setResets(resets + 1);
          }}
        >
          {turnovers.clear}
        </button>
      )}
    </form>
  );
}

function withChosen(tags: readonly string[], tag: string | undefined): readonly string[] {
  return tag === undefined || tags.includes(tag) ? tags : [tag, ...tags];
}

function Search({ value, change }: { readonly value: string; readonly change: (value: string) => void }) {
  const { texts } = useSpeech();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return (
    <label className="search">
      {texts.turnovers.search}
      <input
        type="search"
        defaultValue={value}
        placeholder={texts.turnovers.searchHint}
        maxLength={200}
        autoComplete="off"
        onChange={({ target }) => {
          clearTimeout(timer.current);
          timer.current = setTimeout(() => change(target.value.trim()), TYPING_MS);
        }}
      />
    </label>
  );
}

interface FieldProps {
  readonly filters: Filters;
  readonly change: (change: Filters) => void;
}

function Dates({ filters, change }: FieldProps) {
  const { texts } = useSpeech();
  return (['from', 'to'] as const).map((name) => (
    <label key={name}>
      {texts.turnovers[name]}
      <input
        type="date"
        defaultValue={filters[name] ?? ''}
        // While a year is typed, its first digits are a date as well.
        onChange={({ target }) => (target.value === '' || target.value >= '1900') && change({ [name]: target.value })}
      />
    </label>
  ));
}

function Amount({
  label,
  value,
  change,
}: {
  readonly label: string;
  readonly value: string;
  readonly change: (value: string) => void;
}) {
  const [isWrong, setIsWrong] = useState(false);
  const id = useId();
  const { texts } = useSpeech();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const read = (text: string): void => {
    const amount = parseAmount(text);
    setIsWrong(amount === undefined);
    clearTimeout(timer.current);
    if (amount !== undefined) timer.current = setTimeout(() => change(amount), TYPING_MS);
  };
  return (
    <label>
      {label}
      <input
        inputMode="decimal"
        defaultValue={value}
        autoComplete="off"
        aria-invalid={isWrong}
        aria-describedby={isWrong ? id : undefined}
        onChange={({ target }) => read(target.value)}
      />
      {isWrong && <small id={id}>{texts.turnovers.noAmount}</small>}
    </label>
  );
}

interface ChoiceProps extends FieldProps {
  readonly name: FilterKey;
  readonly label: string;
  readonly any: string;
  readonly options: readonly (readonly [string, string])[];
}

function Choice({ filters, change, name, label, any, options }: ChoiceProps) {
  return (
    <label>
      {label}
      <select value={filters[name] ?? ''} onChange={({ target }) => change({ [name]: target.value })}>
        <option value="">{any}</option>
        {options.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}
