import { Fault } from "./fault";
import { openApi } from "./testing/api";
import { type ServiceLimits, serviceLimits, Throttle } from "./throttle";

function refusalOf(throttle: Throttle, user = "a"): Fault {
  try {
    throttle.admit(user);
  } catch (error) {
    if (error instanceof Fault) return error;
  }
  throw new Error("the request was let through");
}

function setUp(limits: Partial<ServiceLimits> = {}): { throttle: Throttle; pass(milliseconds: number): void } {
  let at = 1_000_000;
  return {
    throttle: new Throttle({ ...serviceLimits, ...limits }, () => at),
    pass: (milliseconds) => (at += milliseconds),
  };
}

test("6,000 requests in 300 seconds, then 429 until the oldest has left the window", () => {
  const { throttle, pass } = setUp();
  for (let n = 0; n < 6000; n += 1) {
    throttle.admit("a").done(1);
  }
  const refusal = refusalOf(throttle);
  expect([refusal.status, refusal.code, refusal.message, refusal.headers["retry-after"]]).toEqual([
    429,
    "0x80072322",
    "Number of requests exceeded the limit of 6000 over time window of 300 seconds.",
    "300",
  ]);
  expect(() => throttle.admit("b")).not.toThrow();
  pass(299_999);
  expect(Number(refusalOf(throttle).headers["retry-after"])).toBe(2);
  pass(1);
  expect(() => throttle.admit("a")).not.toThrow();
});

test("who insists waits longer", () => {
  const { throttle } = setUp({ requests: 1 });
  throttle.admit("a").done(1);
  expect([1, 2, 3].map(() => refusalOf(throttle).headers["retry-after"])).toEqual(["300", "301", "302"]);
});

test("execution time", () => {
  const { throttle } = setUp();
  throttle.admit("a").done(1_200_000);
  const refusal = refusalOf(throttle);
  expect([refusal.code, refusal.message]).toEqual([
    "0x80072321",
    "Combined execution time of incoming requests exceeded limit of 1,200,000 milliseconds over time window of 300 seconds. Decrease number of concurrent requests or reduce the duration of requests and try again later.",
  ]);
});

test("52 at once", () => {
  const { throttle } = setUp();
  const admitted = Array.from({ length: 52 }, () => throttle.admit("a"));
  const refusal = refusalOf(throttle);
  expect([refusal.code, refusal.message]).toEqual([
    "0x80072326",
    "Number of concurrent requests exceeded the limit of 52.",
  ]);
  admitted[0]?.done(5);
  expect(throttle.admit("a").headers).toEqual({
    "x-ms-ratelimit-burst-remaining-xrm-requests": "5947",
    "x-ms-ratelimit-time-remaining-xrm-requests": "1,199.00",
  });
});

test("over HTTP: 429 with Retry-After, and nothing is written", async () => {
  const api = await openApi({ limits: { requests: 2 } });
  await api.call("POST", "accounts", { name: "1" });
  await api.call("POST", "accounts", { name: "2" });
  const refused = await api.call("POST", "accounts", { name: "3" });
  expect([refused.status, refused.code, refused.headers.get("retry-after")]).toEqual([429, "0x80072322", "300"]);
  await api.dataverse.close();
}, 30_000);
