/** What the control interface can change about the test bank. Durations are milliseconds. */
export interface Settings {
  /** The most rows that a page can have, whatever `per_page` asks for. */
  maxPerPage: number;
  /** How long a sync runs in the background; 0 ends it before it is answered. */
  syncDelay: number;
  /** How long a bank login stays open without being touched. */
  sessionLife: number;
  /** How often an app approval has to be asked for until it is there. */
  pollsUntilApproved: number;
  pollInterval: number;
  /** Where events are posted to, if anywhere. */
  webhookUrl: string | null;
  /** How long every answer takes, at least and at most. */
  latency: { from: number; to: number };
}

export function defaultSettings(): Settings {
  return {
    maxPerPage: 100,
    syncDelay: 150,
    sessionLife: 15 * 60_000,
    pollsUntilApproved: 3,
    pollInterval: 1000,
    webhookUrl: null,
    latency: { from: 0, to: 0 },
  };
}
