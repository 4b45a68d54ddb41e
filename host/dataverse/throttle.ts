import { Fault } from "./fault";

/** Service protection: per user, over a sliding window. */
export interface ServiceLimits {
  readonly requests: number;
  readonly executionMilliseconds: number;
  readonly concurrent: number;
  readonly windowMilliseconds: number;
}

/** The limits of a real environment. */
export const serviceLimits: ServiceLimits = {
  requests: 6000,
  executionMilliseconds: 1_200_000,
  concurrent: 52,
  windowMilliseconds: 300_000,
};

interface Usage {
  /** When each request of the window ended, and how long it took. The first is the oldest. */
  readonly finished: { readonly at: number; readonly took: number }[];
  /** Starts of requests in the window. */
  readonly started: number[];
  running: number;
  /** Refusals since the last request that was let through: a client that insists waits longer. */
  refused: number;
}

export interface Admission {
  /** The ratelimit headers of the response. */
  readonly headers: Readonly<Record<string, string>>;
  /** To be called once, when the response is ready; `took` in milliseconds. */
  done(took: number): void;
}

/** Counts requests as Dataverse's service protection does. Time comes in as an argument of the constructor. */
export class Throttle {
  private readonly users = new Map<string, Usage>();

  constructor(
    private readonly limits: ServiceLimits,
    private readonly now: () => number,
  ) {}

  /** @throws Fault 429 with `Retry-After` in seconds */
  admit(userId: string): Admission {
    const usage = this.usageOf(userId);
    const { requests, executionMilliseconds, concurrent, windowMilliseconds } = this.limits;
    const seconds = windowMilliseconds / 1000;
    const spent = usage.finished.reduce((sum, { took }) => sum + took, 0);
    if (usage.running >= concurrent) {
      throw this.refusal(usage, "0x80072326", `Number of concurrent requests exceeded the limit of ${concurrent}.`, 1);
    }
    if (usage.started.length >= requests) {
      const wait = this.untilGone(usage.started[0]);
      throw this.refusal(
        usage,
        "0x80072322",
        `Number of requests exceeded the limit of ${requests} over time window of ${seconds} seconds.`,
        wait,
      );
    }
    if (spent >= executionMilliseconds) {
      throw this.refusal(
        usage,
        "0x80072321",
        `Combined execution time of incoming requests exceeded limit of ${grouped(executionMilliseconds)} milliseconds over time window of ${seconds} seconds. Decrease number of concurrent requests or reduce the duration of requests and try again later.`,
        this.untilGone(usage.finished[0]?.at),
      );
    }
    usage.refused = 0;
    usage.running += 1;
    usage.started.push(this.now());
    return {
      headers: {
        "x-ms-ratelimit-burst-remaining-xrm-requests": String(requests - usage.started.length),
        "x-ms-ratelimit-time-remaining-xrm-requests": `${grouped(Math.max(0, Math.floor((executionMilliseconds - spent) / 1000)))}.00`,
      },
      done: (took) => {
        usage.running -= 1;
        usage.finished.push({ at: this.now(), took });
      },
    };
  }

  private usageOf(userId: string): Usage {
    const usage = this.users.get(userId) ?? { finished: [], started: [], running: 0, refused: 0 };
    this.users.set(userId, usage);
    const from = this.now() - this.limits.windowMilliseconds;
    usage.started.splice(
      0,
      countBefore(usage.started.length, (index) => (usage.started[index] ?? 0) <= from),
    );
    usage.finished.splice(
      0,
      countBefore(usage.finished.length, (index) => (usage.finished[index]?.at ?? 0) <= from),
    );
    return usage;
  }

  private untilGone(at: number | undefined): number {
    return Math.max(1, Math.ceil(((at ?? this.now()) + this.limits.windowMilliseconds - this.now()) / 1000));
  }

  private refusal(usage: Usage, code: string, message: string, wait: number): Fault {
    usage.refused += 1;
    return new Fault(429, code, message, { "retry-after": String(wait + usage.refused - 1) });
  }
}

/** How many of the oldest have left the window. */
function countBefore(length: number, isGone: (index: number) => boolean): number {
  let count = 0;
  while (count < length && isGone(count)) {
    count += 1;
  }
  return count;
}

const grouped = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/gu, ",");
