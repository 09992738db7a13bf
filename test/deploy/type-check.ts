import { resolve } from 'node:path';
import ts from 'typescript';
import type { Resource } from './manifests.js';

/** The module of the API's published types that has the kind. */
const MODULES: Readonly<Record<string, string>> = {
  'apps/v1': 'apps/v1',
  'autoscaling/v2': 'autoscaling/v2',
  'networking.k8s.io/v1': 'networking/v1',
  'policy/v1': 'policy/v1',
  v1: 'core/v1',
};

/** Kinds of others, which publish no types that Node 20 can load: of their members, those that are used here. */
const OTHERS: Readonly<Record<string, string>> = {
  'monitoring.coreos.com/v1 ServiceMonitor': `{ apiVersion: string; kind: string; metadata: ObjectMeta; spec: {
    selector: { matchLabels: Record<string, string> };
    endpoints: { port: string; path: string; interval: string; honorLabels: boolean }[];
  } }`,
  'monitoring.coreos.com/v1 PrometheusRule': `{ apiVersion: string; kind: string; metadata: ObjectMeta; spec: { groups: { name: string; rules: (
    { record: string; expr: string } |
    { alert: string; expr: string; for: string; labels: Record<string, string>; annotations: Record<string, string> }
  )[] }[] } }`,
  'kustomize.config.k8s.io/v1beta1 Kustomization': 'Kustomization',
  'kustomize.config.k8s.io/v1alpha1 Component': 'Kustomization',
};

const PRELUDE = `
import type { ObjectMeta } from 'kubernetes-types/meta/v1';
import type { Kustomization } from './manifests.js';
type Partly<T> = T extends readonly (infer E)[] ? Partly<E>[] : T extends object ? { [K in keyof T]?: Partly<T[K]> | null } & { $patch?: 'delete' | 'replace' } : T;
`;

export interface Fault {
  readonly from: string;
  readonly message: string;
}

/**
 * Checks resources as TypeScript checks what is written as it is: each member has to be known, of its type, and there if it is required.
 *
 * @param isPartial patches have some of the members
 * @returns what is wrong, and where
 */
export function faultsOf(resources: readonly Resource[], isPartial = false): readonly Fault[] {
  const statements = resources.map(({ content }, index) => {
    const type = typeOf(content);
    return `const resource${index}: ${isPartial ? `Partly<${type}>` : type} = ${JSON.stringify(content)};`;
  });
  const source = `${PRELUDE}${statements.join('\n')}\nexport { ${resources.map((_, index) => `resource${index}`).join(', ')} };`;
  const firstLine = PRELUDE.split('\n').length;
  return diagnosticsOf(source).map(({ line, message }) => ({ from: resources[line - firstLine]?.from ?? '', message }));
}

function typeOf({ apiVersion, kind }: Resource['content']): string {
  const other = OTHERS[`${apiVersion} ${kind}`];
  const module = MODULES[apiVersion];
  return other ?? (module === undefined ? 'never' : `import('kubernetes-types/${module}').${kind}`);
}

/** Of the packages, which are the same for each check. */
const SOURCE_FILES = new Map<string, ts.SourceFile | undefined>();

const NAME = resolve('test/deploy/resources.ts');

function diagnosticsOf(source: string) {
  const options: ts.CompilerOptions = {
    ...{ noEmit: true, strict: true, skipLibCheck: true, types: [], lib: ['lib.es5.d.ts'] },
    target: ts.ScriptTarget.ES2022,
    ...{ module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext },
  };
  const host = ts.createCompilerHost(options);
  const disk = { ...host };
  host.fileExists = (name) => name === NAME || disk.fileExists(name);
  host.readFile = (name) => (name === NAME ? source : disk.readFile(name));
  host.getSourceFile = (name, ...rest) => {
    if (name === NAME) return ts.createSourceFile(name, source, ts.ScriptTarget.ES2022);
    const known = SOURCE_FILES.get(name) ?? disk.getSourceFile(name, ...rest);
    SOURCE_FILES.set(name, known);
    return known;
  };
  const program = ts.createProgram([NAME], options, host);
  const file = program.getSourceFile(NAME);
  return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map((diagnostic) => ({
    line: (file?.getLineAndCharacterOfPosition(diagnostic.start ?? 0).line ?? 0) + 1,
    message: ts.flattenDiagnosticMessageText(diagnostic.messageText, ' '),
  }));
}
