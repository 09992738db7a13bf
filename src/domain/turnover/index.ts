export { possibleGaps, type DayRange } from './coverage.js';
export { Pace } from './pace.js';
export { purposeText } from './purpose-text.js';
export { sepaReferences, type SepaReferences } from './sepa-references.js';
export type {
  TurnoverContent,
  TurnoverCounterparty,
  TurnoverDirection,
  TurnoverIdSource,
  TurnoverStatus,
} from './turnover-content.js';
export type { TurnoverEntry } from './turnover-entry.js';
export { dayOfKey } from './turnover-id.js';
export { turnoverChanges, type TurnoverChanges, type TurnoverMonth } from './turnover-changes.js';
export type { TurnoverFilter } from './turnover-filter.js';
export type { TurnoverGroup, TurnoverGrouping } from './turnover-groups.js';
export { buildTurnoverList, type TurnoverList } from './turnover-list.js';
export type { TurnoverOrder } from './turnover-order.js';
export type { TurnoverEdge, TurnoverPage, TurnoverPageInfo } from './turnover-page.js';
export { TurnoverQueries } from './turnover-queries.js';
export {
  MAX_PAGE_SIZE,
  TurnoverQuery,
  type TurnoverPageArgs,
  type TurnoverPageRequest,
  type TurnoverScope,
} from './turnover-query.js';
export type { TurnoverSelection } from './turnover-selection.js';
export type { TurnoverTotals } from './turnover-totals.js';
