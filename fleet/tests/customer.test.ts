import { customerSchema, passwordOf } from "../src";

const ROW = { id: "bakery", name: "Corner Bakery", hostName: "acme-bakery", addresses: "198.51.100.8/30" };

/** The first thing that is wrong with a row, after its column. */
function wrong(row: object): string | undefined {
  const { error } = customerSchema.safeParse(row);
  return error?.issues.map(({ path, message }) => `${path.join(".")} ${message}`.trim()).join("; ");
}

describe("a row of a ready-made customer", () => {
  it("takes lists as text, as a CSV file has them, or as lists", () => {
    const { data } = customerSchema.safeParse({
      ...ROW,
      gateways: "sbc1.example.com; SBC2.example.com",
      addresses: "198.51.100.8/30;203.0.113.7",
      numbers: ["+12025550101"],
      usernames: "anna",
      countries: "se;US",
      passwordVersion: "2",
      transport: "udp",
    });
    expect(data).toEqual({
      id: "bakery",
      name: "Corner Bakery",
      hostName: "acme-bakery",
      gateways: ["sbc1.example.com", "sbc2.example.com"],
      transport: "UDP",
      addresses: [
        { ipAddress: "198.51.100.8", range: 30 },
        { ipAddress: "203.0.113.7", range: 32 },
      ],
      usernames: ["anna"],
      passwordVersion: 2,
      numbers: ["+12025550101"],
      countries: ["SE", "US"],
    });
  });

  it.each<[string, object]>([
    [
      "needs a gate: addresses from which it may call, or usernames that it signs in with",
      { addresses: undefined },
    ],
    [
      "addresses.0 must be a prefix length from 1 to 32, such as 28: 0 would let in",
      { addresses: "0.0.0.0/0" },
    ],
    ["addresses.1 must be an IPv4 address", { addresses: "198.51.100.8;" }],
    ["addresses.0 must be one network", { addresses: "198.51.100.8/30/2" }],
    ["addresses has something twice", { addresses: "198.51.100.8;198.51.100.8/32" }],
    ["gateways.0 must be an IP address or a domain name", { gateways: "sbc 1" }],
    ["numbers.0 must be a number in E.164 form", { numbers: "12025550101" }],
    ["numbers must be a list", { numbers: 12025550101 }],
    ["port must be a port from 1 to 65535", { port: "70000" }],
    ["countries.1 must be a country as two letters of ISO 3166-1", { countries: "DE;Austria" }],
    ["countries has something twice", { countries: "DE;de" }],
    ['Unrecognized key: "number"', { number: "+12025550101" }],
    ["name must be text that is not empty", { name: undefined }],
  ])("is refused: %s", (reason, change) => {
    expect(wrong({ ...ROW, ...change })).toContain(reason);
  });
});

describe("a password", () => {
  const key = "k".repeat(32);
  const customer = { id: "bakery", passwordVersion: 1 };

  it("is the same for the same customer, username, version and secret, and another one otherwise", () => {
    const password = passwordOf(customer, "anna", key);
    expect(password).toMatch(/^(?=.*[A-Z])(?=.*[a-z])(?=.*\d)[A-Za-z0-9]{20,}$/);
    expect(passwordOf(customer, "anna", key)).toBe(password);
    const others = [
      passwordOf(customer, "bert", key),
      passwordOf({ ...customer, id: "garage" }, "anna", key),
      passwordOf({ ...customer, passwordVersion: 2 }, "anna", key),
      passwordOf(customer, "anna", "j".repeat(32)),
    ];
    expect(new Set([password, ...others]).size).toBe(5);
  });

  it("is not made of a missing or short secret", () => {
    const reason = "FLEET_PASSWORD_KEY must be set to at least 32 characters";
    expect(() => passwordOf(customer, "anna", "short")).toThrow(reason);
  });
});
