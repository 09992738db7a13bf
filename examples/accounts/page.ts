import { AbortError, GatewayClient, GatewayError, type Graph } from '@xs2a-graphql-gateway/client';
import { create, element } from './elements.js';
import { formatMoney } from './money.js';

// A page of one's accounts: sign in with a token, pick an account, page through its turnovers.

const TODO: Readonly<Record<string, string>> = {
  RECREATE: 'has to be set up anew',
  REAUTHENTICATE: 'asks you to log in again',
  SUPPLY_CREDENTIAL_SHARE: 'needs your credentials for the next sync',
  RESYNC: 'should be synced again',
} satisfies Partial<Record<Graph.BankConnectionAction, string>>;

const notice = element('notice', HTMLParagraphElement);
const more = element('more', HTMLButtonElement);

const gateway = new GatewayClient({
  url: new URL('/graphql', location.href).href,
  // A real page would ask its identity provider here; `renew` says that the last token was refused.
  token: () => element('token', HTMLInputElement).value.trim(),
});

/** What the turnover list shows: leaving an account ends the requests for it. */
let shown: { readonly leave: AbortController; readonly next: () => Promise<void> } | undefined;

onSubmit(element('sign-in', HTMLFormElement), async () => {
  const { data, errors } = await gateway.viewer.get();
  showOverview(data);
  if (errors.length > 0) notice.textContent = `${errors.length} values could not be read just now.`;
});

onSubmit(element('search', HTMLFormElement), () => Promise.resolve());

more.addEventListener('click', () => void reporting(async () => shown?.next()));

function showOverview({ name, connections, accounts }: Graph.OverviewFragment): void {
  element('name', HTMLHeadingElement).textContent = name ?? '';
  element('actions', HTMLUListElement).replaceChildren(...(connections ?? []).flatMap(toAction));
  element('accounts', HTMLUListElement).replaceChildren(...(accounts ?? []).map(toItem));
  for (const part of document.querySelectorAll('main')) part.hidden = false;
}

function toAction({ bankName, requiredAction }: Graph.ConnectionStateFragment): HTMLElement[] {
  return requiredAction === null
    ? []
    : [create('li', `${bankName ?? 'A bank'} ${TODO[requiredAction] ?? 'needs you'}`)];
}

function toItem(account: Graph.AccountWithBalanceFragment): HTMLElement {
  const button = create('button', '');
  button.append(create('span', nameOf(account)), create('span', formatMoney(account.balance?.amount), 'amount'));
  button.addEventListener('click', () => void reporting(() => showAccount(account, button)));
  const item = create('li', '');
  item.append(button);
  return item;
}

async function showAccount(account: Graph.AccountWithBalanceFragment, button: HTMLElement): Promise<void> {
  for (const other of document.querySelectorAll('#accounts button')) other.removeAttribute('aria-current');
  button.setAttribute('aria-current', 'true');
  const heading = element('account-name', HTMLHeadingElement);
  heading.textContent = nameOf(account);
  heading.closest('section')?.removeAttribute('hidden');
  const search = element('text', HTMLInputElement);
  search.value = '';
  search.oninput = () => void reporting(() => list(account.id, search.value));
  await list(account.id, '');
}

async function list(accountId: string, search: string): Promise<void> {
  shown?.leave.abort();
  const leave = new AbortController();
  const filter = search.trim() === '' ? {} : { search: search.trim() };
  const pages = gateway.account(accountId).iterateTurnovers({ filter, first: 25 }, { signal: leave.signal }).pages();
  const rows = element('turnovers', HTMLTableSectionElement);
  rows.replaceChildren();
  const next = async (): Promise<void> => {
    const { value: result } = await pages.next();
    if (leave.signal.aborted || !result) return;
    const { data: page } = result;
    rows.append(...page.nodes.map(toRow));
    more.hidden = !page.pageInfo.hasNextPage;
    const nets = page.totals.map(({ net }) => formatMoney(net)).join(', ');
    element('totals', HTMLParagraphElement).textContent = `${page.totalCount} turnovers, ${nets || 'nothing'} in all`;
  };
  shown = { leave, next };
  await next();
}

function toRow({ bookingDate, counterparty, purpose, amount, status }: Graph.TurnoverEntryFragment): HTMLElement {
  const row = create('tr', '');
  row.append(
    create('td', status === 'BOOKED' ? bookingDate : `${bookingDate} (${status.toLowerCase()})`),
    create('td', counterparty?.name ?? ''),
    create('td', purpose.join(' ')),
    create('td', formatMoney(amount), 'amount'),
  );
  return row;
}

function nameOf({ description, bankName, type }: Graph.AccountWithBalanceFragment): string {
  return [description ?? type, bankName].filter(Boolean).join(' · ');
}

function onSubmit(form: HTMLFormElement, work: () => Promise<void>): void {
  form.addEventListener('submit', (submitted) => {
    submitted.preventDefault();
    void reporting(work);
  });
}

/** Shows what went wrong, unless it was the page itself that gave up on an answer. */
async function reporting(work: () => Promise<void>): Promise<void> {
  notice.textContent = '';
  try {
    await work();
  } catch (error) {
    if (error instanceof AbortError) return;
    notice.textContent = error instanceof GatewayError ? explain(error) : 'Something went wrong in this page.';
  }
}

function explain({ code, retryable }: GatewayError): string {
  if (code === 'UNAUTHENTICATED') return 'This token is not valid, or not any more.';
  if (code === 'NO_VIEWER') return 'This is a service token: take one of a person.';
  return retryable ? 'This cannot be had at the moment; try again.' : `This cannot be had (${code}).`;
}
