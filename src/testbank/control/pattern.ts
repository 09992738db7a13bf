/** Which requests something is meant for. */
export interface RequestPattern {
  /** Any method where left out. */
  readonly method?: string;
  /** A path; `*` stands for one part of it, `**` for any rest. */
  readonly path: string;
}

export function matches(pattern: RequestPattern, method: string, path: string): boolean {
  if (pattern.method !== undefined && pattern.method.toUpperCase() !== method) return false;
  return toExpression(pattern.path).test(path);
}

function toExpression(path: string): RegExp {
  const parts = path.split(/(\*\*|\*)/).map((part) => {
    if (part === '**') return '.*';
    return part === '*' ? '[^/]*' : part.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
  });
  return new RegExp(`^${parts.join('')}$`);
}
