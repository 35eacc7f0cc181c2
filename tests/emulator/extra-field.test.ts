import { client, textAt } from "./client";
import { collectionOf, ENTITY_ROWS, newest, RANGE } from "./entity-rows";

const TRUNK = { name: "Main", hostName: "main" };

describe("extraField", () => {
  test.each(ENTITY_ROWS)("on: $kind has a label that a PUT without it resets", async (row) => {
    const user = client({ extraField: true });
    const path = await collectionOf(user, row);
    const made = await user.ask("POST", path, { ...row.body, label: "blue" });
    expect(made.body).toMatchObject({ label: "blue" });
    const id = textAt(made.body, "id");
    expect(await newest(user, path, row.name)).toMatchObject({ id, label: "blue" });
    const changed = await user.ask("PUT", `${path}/${id}`, { ...row.body, label: "green" });
    expect(changed.body).toMatchObject({ label: "green" });
    expect((await user.ask("PUT", `${path}/${id}`, row.body)).body).toMatchObject({ id, label: "" });
    expect(await newest(user, path, row.name)).toMatchObject({ id, label: "" });
  });

  test.each(ENTITY_ROWS)("on: $kind made without a label has an empty one", async (row) => {
    const user = client({ extraField: true });
    const path = await collectionOf(user, row);
    expect((await user.ask("POST", path, row.body)).body).toMatchObject({ label: "" });
    const wrong = await user.ask("POST", path, { ...row.another, label: 7 });
    expect([wrong.status, wrong.body]).toEqual([
      400,
      expect.objectContaining({ status: "VALIDATION_FAILED" }),
    ]);
  });

  test.each(ENTITY_ROWS)("off: $kind has no label, whatever is sent", async (row) => {
    const user = client();
    const path = await collectionOf(user, row);
    const made = await user.ask("POST", path, { ...row.body, label: "blue" });
    expect(made.status).toBeLessThan(300);
    expect(made.body).not.toHaveProperty("label");
    expect(await newest(user, path, row.name)).not.toHaveProperty("label");
    expect(JSON.stringify(user.emulator.state())).not.toContain("label");
  });

  test("switched off while it runs, labels are no longer answered", async () => {
    const { ask, make, emulator } = client({ extraField: true });
    const path = `/trunks/${await make("/trunks", { ...TRUNK, label: "blue" })}`;
    emulator.switches.extraField = false;
    expect((await ask("GET", path)).body).not.toHaveProperty("label");
    emulator.switches.extraField = true;
    expect((await ask("GET", path)).body).toMatchObject({ label: "blue" });
  });

  test("ranges inside of a list have one too, by which one takes the place of another", async () => {
    const { ask, make, emulator } = client({ extraField: true });
    const ipRanges = [{ ...RANGE, label: "blue" }];
    const id = await make("/accessControlLists", { name: "Office", ipRanges });
    const before = emulator.state().accessControlLists[0]?.ipRanges[0]?.id;
    const same = await ask("PUT", `/accessControlLists/${id}`, { name: "Office", ipRanges });
    expect(same.body).toMatchObject({ ipRanges: [{ id: before, label: "blue" }] });
    await ask("PUT", `/accessControlLists/${id}`, { name: "Office", ipRanges: [RANGE] });
    expect(emulator.state().accessControlLists[0]?.ipRanges).toMatchObject([{ label: "" }]);
    expect(emulator.state().accessControlLists[0]?.ipRanges[0]?.id).not.toBe(before);
  });
});
