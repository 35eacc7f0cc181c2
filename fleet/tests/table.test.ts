import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readTable } from "../src/table";

const folder = mkdtempSync(join(tmpdir(), "fleet-table-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function read(name: string, text: string | Buffer) {
  writeFileSync(join(folder, name), text);
  return await readTable({ file: name }, folder, {});
}

const told = async (name: string, text: string | Buffer) => {
  const { rows, problems } = await read(name, text);
  return {
    rows: rows.map(({ row, line }) => `${line} ${row.id}`),
    problems: problems.map(({ customer, line, text: why }) => `${line ?? "?"} ${customer ?? "?"} ${why}`),
  };
};

describe("a table of customers", () => {
  it("is the same in CSV, YAML and JSON lines", async () => {
    const expected = [
      { id: "bakery", account: "north", gateways: "a;b" },
      { id: "garage", name: "Miller's" },
    ];
    const csv = 'id,account,gateways,name\r\nbakery,north,a;b,\n\n"garage",,,Miller\'s\n';
    const yaml =
      "- id: bakery\n  account: north\n  gateways: a;b\n- {id: garage, name: Miller's, account: }\n...\n";
    const jsonl = '{"id":"bakery","account":"north","gateways":"a;b"}\n{"id":"garage","name":"Miller\'s"}';
    expect((await read("a.csv", `\ufeff${csv}`)).rows.map(({ row }) => row)).toEqual(expected);
    expect((await read("a.yaml", yaml)).rows.map(({ row }) => row)).toEqual(expected);
    expect((await read("a.jsonl", jsonl)).rows.map(({ row }) => row)).toEqual(expected);
    expect((await told("a.csv", csv)).rows).toEqual(["2 bakery", "4 garage"]);
    expect((await told("a.yaml", yaml)).rows).toEqual(["1 bakery", "4 garage"]);
  });

  it("tells a bad row with its line, and takes the others", async () => {
    const csv = "id,account,name\na,,A\nB!,,B\n,,C\nd,no good,D\ne,,E,more\nf,,F\n";
    expect(await told("a.csv", csv)).toEqual({
      rows: ["2 a", "7 f"],
      problems: [
        "3 ? must have an id of small letters, digits and hyphens, at most 40, as text",
        "4 ? has no id",
        "5 d has an account that is no name of sinch:accounts",
        "6 e has 4 cells where the header has 3",
      ],
    });
    expect((await told("a.yaml", "- id: a\n- 5\n- id: 007\n- id: d\n...\n")).problems).toEqual([
      '2 ? is no map of columns with "id: …"',
      "3 ? must have an id of small letters, digits and hyphens, at most 40, as text",
    ]);
    expect((await told("a.jsonl", '{"id":"a"}\n{"id":"b","id":"c"}\n')).problems).toEqual([
      "2 c has a key twice",
    ]);
  });

  it("takes neither of two rows of one id, in any case, though one of them be bad", async () => {
    const csv = "id,name\na,A\nb,B\nA ,A again\nc,C\nb,B,again\nd,D\n";
    const { rows, problems } = await told("a.csv", csv);
    expect(rows).toEqual(["5 c", "7 d"]);
    expect(problems.map((one) => one.slice(0, 30))).toEqual([
      "2 a has the id of line 4 too: ",
      "3 b has the id of line 6 too: ",
      "4 ? must have an id of small l",
      "6 b has 3 cells where the head",
    ]);
  });

  it.each([
    ["a file without its last line end", "a.csv", "id,name\na,A\nb,B"],
    ["a last row with fewer cells", "a.csv", "id,name\na,A\nb\n"],
    ["an open quote", "a.csv", 'id,name\na,"A\nb,B\n'],
    ["a quote that swallows a line", "a.csv", 'id,name\na,"A\nb,B"\nc,C\n'],
    ["a quote in a wrong place", "a.csv", 'id,name\na,"A"x\nb,B\n'],
    ["a column twice", "a.csv", "id,id\na,A\n"],
    ["no column id", "a.csv", "a,A\nb,B\n"],
    ["nothing at all", "a.csv", ""],
    ["half a character", "a.csv", Buffer.from([105, 100, 10, 0xc3])],
    ["YAML without its end", "a.yaml", "- id: a\n- id: b\n"],
    ["YAML that is none", "a.yaml", "- id: a\n  name: [\n...\n"],
    ["YAML with a key twice", "a.yaml", "- id: a\n  id: b\n...\n"],
    ["YAML with an alias", "a.yaml", "- &a {id: a}\n- *a\n...\n"],
    ["YAML with a second document", "a.yaml", "- id: a\n...\n- id: b\n...\n"],
    ["YAML that is no list", "a.yaml", "id: a\n...\n"],
    ["half a line of JSON", "a.jsonl", '{"id":"a"}\n{"id":"b","name"'],
    ["JSON that is no object", "a.jsonl", '{"id":"a"}\n[]\n'],
    ["another format", "a.txt", "id\na\n"],
  ])("is refused as a whole: %s", async (_, name, text) => {
    await expect(read(name, text)).rejects.toMatchObject({ name: "BadInputError" });
  });

  it("is refused where its file is not there", async () => {
    await expect(readTable({ file: "none.csv" }, folder, {})).rejects.toThrow(
      "the table of customers is not taken: its file cannot be read",
    );
  });
});
