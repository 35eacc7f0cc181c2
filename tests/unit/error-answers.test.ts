import { ApiError } from "../../provider/errors";
import { errorOf, useAccount } from "./account";
import { startServer, type Answer } from "./server";

const account = useAccount();

/** What to do about a body that is no JSON, which the API never sends. */
const FOREIGN =
  "The answer does not look like the API's: check HTTPS_PROXY and sinch:apiUrl, then run the command again.";

/** What a request meets with when the API answers like that. */
async function failureAt(answer: Answer): Promise<Error> {
  const api = await startServer(() => answer);
  const client = account().client({ apiUrl: api.url });
  return await errorOf(client.request({ method: "POST", path: "/trunks", body: {} }));
}

test.each<{ form: string; answer: Answer; code: string; says: string }>([
  {
    form: "flat, as documented",
    answer: {
      body: { code: 400, status: "BAD_REQUEST", message: "The provided domain name is unavailable" },
    },
    code: "BAD_REQUEST",
    says: "The provided domain name is unavailable.",
  },
  {
    form: "of the Spring error starter",
    answer: { body: { code: "VALIDATION_FAILED", message: '400 BAD_REQUEST "Failed to read HTTP message"' } },
    code: "VALIDATION_FAILED",
    says: '400 BAD_REQUEST "Failed to read HTTP message".',
  },
  {
    form: "of the starter, about fields",
    answer: {
      body: {
        code: "VALIDATION_FAILED",
        message: "Validation failed. Error count: 2",
        fieldErrors: [{ property: "hostName", message: "must be one label." }, { property: "name" }],
      },
    },
    code: "VALIDATION_FAILED",
    says: "Validation failed. Error count: 2; hostName: must be one label; name.",
  },
  {
    form: "flat, about fields",
    answer: {
      body: {
        code: 400,
        status: "BAD_REQUEST",
        message: "Bad request",
        details: [
          { type: "BadRequest", fieldViolations: [{ field: "port", description: "is too high" }, 7] },
          null,
        ],
      },
    },
    code: "BAD_REQUEST",
    says: "Bad request; port: is too high.",
  },
  {
    form: "problem+json",
    answer: {
      body: { type: "https://example.com/x", title: "Not allowed", detail: "Not for trial accounts." },
    },
    code: "Not allowed",
    says: "Not for trial accounts.",
  },
  {
    form: "of the Numbers API",
    answer: { body: { error: { code: 400, message: "bad number", status: "INVALID_ARGUMENT" } } },
    code: "INVALID_ARGUMENT",
    says: "bad number.",
  },
  {
    form: "of OAuth 2.0",
    answer: { body: { error: "invalid_request", error_description: "grant_type is missing" } },
    code: "invalid_request",
    says: "grant_type is missing.",
  },
  {
    form: "a page of HTML",
    answer: { body: "<html><body>Bad gateway</body></html>" },
    code: "",
    says: `an HTML page came back, perhaps from a proxy. ${FOREIGN}`,
  },
  {
    form: "text over several lines",
    answer: { body: "something\n  went\twrong\n" },
    code: "",
    says: `something went wrong. ${FOREIGN}`,
  },
  { form: "an empty body", answer: { body: "" }, code: "", says: "no explanation was given." },
  { form: "null", answer: { body: "null" }, code: "", says: "no explanation was given." },
  {
    form: "numbers where there should be text",
    answer: { body: { code: 1, message: 2, details: 3 } },
    code: "",
    says: "no explanation was given.",
  },
])("an error that is $form is told in words", async ({ answer, code, says }) => {
  const failure = await failureAt({ status: 400, ...answer });
  expect(failure.message).toBe(`POST /trunks failed with status 400: ${says}`);
  expect(failure).toBeInstanceOf(ApiError);
  expect(failure).toMatchObject({ detail: { code } });
});

test("a very long text is cut short", async () => {
  expect((await failureAt({ status: 400, body: "x".repeat(100_000) })).message.length).toBeLessThan(500);
});

test.each<{ where: string; answer: Answer }>([
  { where: "a header", answer: { headers: { "X-Request-Id": "req-4711" } } },
  {
    where: "the body's details",
    answer: { body: { code: 400, message: "no", details: [{ type: "RequestInfo", requestId: "req-4711" }] } },
  },
  {
    where: "the details of the Numbers API",
    answer: { body: { error: { message: "no", details: [{ type: "X" }, { requestId: "req-4711" }] } } },
  },
])("the request id that comes in $where is part of the message", async ({ answer }) => {
  expect((await failureAt({ status: 400, ...answer })).message).toMatch(/ \(request id req-4711\)$/);
});

test.each([
  { status: 500, advice: "The API has a problem of its own" },
  { status: 501, advice: "The API has a problem of its own" },
  { status: 403, advice: "Check that sinch:projectId is the project" },
  { status: 404, body: { code: 404, status: "NOT_FOUND" }, advice: "run `pulumi refresh`, then `pulumi up`" },
  { status: 404, advice: "nothing was dropped: check the path in sinch:apiUrl" },
])("after status $status the message says what to do", async ({ status, body, advice }) => {
  const api = await startServer(() => ({ status, body }));
  const client = account().client({ apiUrl: api.url });
  const failure = await errorOf(client.request({ method: "GET", path: "/trunks" }));
  expect(failure.message).toContain(`GET /trunks failed with status ${status}`);
  expect(failure.message).toContain(advice);
});

test("a list that is not there says so of what it belongs to, and not that anything was deleted", async () => {
  const api = await startServer(() => ({
    status: 404,
    body: { code: "SIP_TRUNK_NOT_FOUND", message: "no" },
  }));
  const failure = await errorOf(
    account().client({ apiUrl: api.url }).list("/trunks/x/endpoints", ["endpoints"]),
  );
  expect(failure.message).toMatch(
    /status 404: .*what it belongs to is not: check sinch:projectId and the ids/,
  );
  expect(failure.message).not.toContain("deleted");
});
