import { conformance, emulatorRule, listAt, rule, valueAt } from "./api";

const api = conformance();

describe("call blocking rules", () => {
  rule("observed", "the direction is answered in lower case, and what was left out as null", async () => {
    const body = { name: api.name(), direction: "INBOUND", callerMatch: "1900" };
    const answer = await api.ask("POST", "/callBlockingRules", { body });
    expect([200, 201]).toContain(answer.status);
    expect(answer.body).toMatchObject({
      ...body,
      direction: "inbound",
      callerCountry: null,
      calleeMatch: null,
    });
  });

  rule("documented", "a rule is read through the list, since there is none by id", async () => {
    const name = api.name();
    const id = await api.make("/callBlockingRules", { name, direction: "OUTBOUND", calleeCountry: "US" });
    const { body } = await api.ask("GET", "/callBlockingRules");
    expect(listAt(body, "callBlockingRules")).toContainEqual(expect.objectContaining({ id, name }));
    expect([404, 405]).toContain((await api.ask("GET", `/callBlockingRules/${id}`)).status);
  });

  rule("documented", "an update replaces the whole rule", async () => {
    const id = await api.make("/callBlockingRules", {
      name: api.name(),
      direction: "INBOUND",
      callerMatch: "1",
    });
    const path = `/callBlockingRules/${id}`;
    const name = api.name();
    const { body } = await api.ask("PUT", path, { body: { name, direction: "OUTBOUND", calleeMatch: "2" } });
    expect(body).toMatchObject({ name, direction: "outbound", callerMatch: null, calleeMatch: "2" });
  });

  rule("assumed", "a rule without a match field is taken, and digits stay as they were written", async () => {
    const rules = [
      {},
      { calleeMatch: "1900" },
      { calleeMatch: "+1900" },
      { calleeCountry: "US", calleeMatch: "+" },
    ];
    for (const match of rules) {
      const body = { name: api.name(), direction: "OUTBOUND", ...match };
      const id = await api.make("/callBlockingRules", body);
      const list = listAt((await api.ask("GET", "/callBlockingRules")).body, "callBlockingRules");
      const nothing = { callerCountry: null, callerMatch: null, calleeCountry: null, calleeMatch: null };
      expect(list).toContainEqual(expect.objectContaining({ id, ...nothing, ...match }));
    }
  });

  rule("documented", "a direction has to be given", async () => {
    expect((await api.ask("POST", "/callBlockingRules", { body: { name: api.name() } })).status).toBe(400);
  });
});

describe("country permissions", () => {
  rule("documented", "all come at once, with names and dialing codes", async () => {
    const { body } = await api.ask("GET", "/countryPermissions");
    const sweden = { isoCode: "SE", name: "Sweden", countryDialingCodes: ["+46"] };
    expect(listAt(body, "countryPermissions")).toContainEqual(expect.objectContaining(sweden));
    expect(body).not.toHaveProperty("totalItems");
  });

  rule("documented", "a permission is set to what an update says", async () => {
    const path = "/countryPermissions/SE";
    // The value that it has already: on a real account another one would open the country to calls.
    const enabled = valueAt((await api.ask("GET", path)).body, "enabled");
    const answer = await api.ask("PUT", path, { body: { enabled } });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ isoCode: "SE", enabled });
  });

  rule("assumed", "a code that is no country is answered with 404", async () => {
    expect((await api.ask("GET", "/countryPermissions/QQ")).status).toBe(404);
  });
});

describe("projects", () => {
  emulatorRule("documented", "a project that is known already is left out of the answer", async () => {
    const projectIds = [api.name(), api.target().projectId];
    const { body } = await api.ask("POST", "/addProjects", { body: { projectIds } });
    expect(body).toEqual({ addedProjects: projectIds.slice(0, 1) });
  });
});
