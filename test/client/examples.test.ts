import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import ts from 'typescript';
import * as client from '../../client/src/index.js';

const NAME = '@xs2a-graphql-gateway/client';
const SOURCES = readdirSync('client/src').filter((name) => name.endsWith('.ts'));

interface Example {
  readonly where: string;
  readonly text: string;
}

/** What the examples take for granted: a client, what it gives, and what a program does with that. */
const SURROUNDINGS = `
  import type { AccountClient, BankConnectionClient, BankLogin, GatewayClient, Graph, LoginScreen, TypedDocument } from '${NAME}';
  declare global {
    const gateway: GatewayClient;
    const account: AccountClient;
    const connection: BankConnectionClient;
    const login: BankLogin;
    const screen: LoginScreen;
    const wizardSession: Graph.StartedWizardFragment;
    const MyAccountsDocument: TypedDocument<{ accounts: readonly string[] }, { types: readonly string[] }>;
    const input: Graph.CreateBankUserInput;
    const error: unknown;
    const [id, key, transactionId, bankUserId, tokenId, validUntil]: readonly [string, string, string, string, string, string];
    const session: { readonly accessToken: string };
    const signal: AbortSignal;
    const stored: { readonly cursor: string | undefined; replace(months: readonly object[], cursor: string): void };
    function show(...what: unknown[]): void;
    function say(text: string): void;
    function report(...what: unknown[]): void;
    function ask(...what: unknown[]): Promise<Graph.WizardValueInput[]>;
    function openBankLogin(session: Graph.StartedWizardFragment): void;
    function store(credentialShare: string | null): void;
    function showAccounts(): void;
    function showOffline(): void;
    function offerToTryAgain(): void;
  }`;

const FENCED = /^```ts\n([^]*?)^```/gm;

function examplesOf(where: string, text: string): Example[] {
  return [...text.matchAll(FENCED)].map(([, example = ''], nth) => ({ where: `${where}, ${nth + 1}`, text: example }));
}

function inComments(name: string): Example[] {
  const comments = readFileSync(`client/src/${name}`, 'utf8').match(/^ *\/\*\*[^]*?\*\//gm) ?? [];
  return examplesOf(name, comments.map((comment) => comment.replace(/^ *\* ?/gm, '')).join('\n'));
}

const EXAMPLES = [
  ...SOURCES.flatMap(inComments),
  ...['docs/clients.md', 'client/README.md'].flatMap((path) => examplesOf(path, readFileSync(path, 'utf8'))),
];

/** A program of its own: in a function, because some of them end with a return. */
function programOf({ text }: Example): string {
  const imports = text.match(/^import .*$/gm) ?? [];
  const names = Object.keys(client).filter((name) => imports.every((line) => !new RegExp(`\\b${name}\\b`).test(line)));
  return [
    `import { ${names.join(', ')} } from '${NAME}';`,
    ...imports,
    `export async function example() {`,
    text.replace(/^import .*$/gm, ''),
    '}',
  ].join('\n');
}

const OPTIONS: ts.CompilerOptions = {
  noEmit: true,
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  lib: ['lib.es2022.d.ts'],
  types: ['node'],
  paths: {
    [NAME]: [resolve('client/src/index.ts')],
    [`${NAME}/documents`]: [resolve('client/src/generated/operations.ts')],
  },
};

/** What the compiler says about each text. */
function compile(texts: readonly string[]): string[][] {
  const files = new Map([SURROUNDINGS, ...texts].map((text, nth) => [resolve(`test/client/example-${nth}.ts`), text]));
  const disk = ts.createCompilerHost(OPTIONS);
  const host: ts.CompilerHost = {
    ...disk,
    fileExists: (name) => files.has(name) || disk.fileExists(name),
    readFile: (name) => files.get(name) ?? disk.readFile(name),
    getSourceFile: (name, language, ...rest) => {
      const text = files.get(name);
      if (text === undefined) return disk.getSourceFile(name, language, ...rest);
      return ts.createSourceFile(name, text, language, true);
    },
  };
  const program = ts.createProgram([...files.keys()], OPTIONS, host);
  return [...files.keys()].slice(1).map((name) => {
    const source = program.getSourceFile(name);
    const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    return found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
  });
}

it('every example compiles, and one with a mistake does not', () => {
  expect(EXAMPLES.length).toBeGreaterThan(50);
  const mistakes = ['gateway.viewer.listTurnover();', "gateway.viewer.listAccounts({ types: ['GYRO'] });", 'none();'];
  const said = compile([...EXAMPLES, ...mistakes.map((text) => ({ where: '', text }))].map(programOf));
  expect(EXAMPLES.map(({ where }, nth) => [where, said[nth]]).filter(([, faults]) => faults?.length !== 0)).toEqual([]);
  expect(said.slice(EXAMPLES.length).map(({ length }) => length)).toEqual([1, 1, 1]);
}, 120_000);

describe('what is public', () => {
  const program = ts.createProgram([resolve('client/src/index.ts')], OPTIONS);
  const checker = program.getTypeChecker();
  const index = program.getSourceFile(resolve('client/src/index.ts'));
  const whole = index && checker.getSymbolAtLocation(index);
  if (whole === undefined) throw new Error('The client has no index.');
  const exported = checker.getExportsOfModule(whole);
  const symbols = exported.map((symbol) =>
    symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol,
  );

  const commentOf = (symbol: ts.Symbol) =>
    (symbol.declarations ?? []).flatMap((node) => ts.getJSDocCommentsAndTags(node).map((doc) => doc.getText())).join();

  /** Methods and accessors that a user of the class sees. */
  function membersOf(symbol: ts.Symbol): ts.Symbol[] {
    return [...(symbol.members?.values() ?? [])].filter((member) => {
      const isCallable = (member.flags & (ts.SymbolFlags.Method | ts.SymbolFlags.Accessor)) !== 0;
      const isHidden = /^__|#/.test(checker.symbolToString(member)) || commentOf(member).includes('@internal');
      return isCallable && !isHidden;
    });
  }

  it('has a comment, with an example where it is a class, a function or a method', () => {
    const withoutComment = symbols.filter(
      (symbol) => !(symbol.flags & ts.SymbolFlags.ValueModule) && commentOf(symbol) === '',
    );
    const callable = symbols.filter(({ flags }) => flags & (ts.SymbolFlags.Class | ts.SymbolFlags.Function));
    const members = callable.flatMap((symbol) => membersOf(symbol));
    expect(members.length).toBeGreaterThan(40);
    const withoutExample = [...callable, ...members].filter((symbol) => !commentOf(symbol).includes('```ts'));
    const names = (all: readonly ts.Symbol[]) => all.map((symbol) => checker.symbolToString(symbol));
    expect([names(withoutComment), names(withoutExample)]).toEqual([[], []]);
  });
});
