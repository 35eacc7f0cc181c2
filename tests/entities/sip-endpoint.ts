import fc from "fast-check";
import { textOf } from "../../provider/json";
import { many, trunk } from "../faults/make";
import type { Sample } from "./sample";
import { address, flag, name, nothing, optional, port, priority, transport, WORLD_USERNAMES } from "./values";
import { NOT_CLEAN, NOT_FLAGS, NOT_IDS, NOT_PORTS, NOT_TEXT, each } from "./wrong-values";

export const sample: Sample = {
  inputs: {
    sipTrunkId: "01JZ6Q8V3M7T2C9XK4R5B6N8PD",
    name: "Berlin SBC",
    address: "203.0.113.10",
    port: 5061,
    transport: "TLS",
    priority: 2,
    enabled: false,
    isRegistered: false,
  },
  accepted({ sipTrunkId }) {
    const common = { sipTrunkId: fc.constant(sipTrunkId), name, port, transport, priority, enabled: flag };
    return fc.oneof(
      fc.record({
        ...common,
        address,
        credentialUsername: optional(fc.constantFrom(...WORLD_USERNAMES)),
        isRegistered: fc.constantFrom(false, null, undefined),
      }),
      fc.record({
        ...common,
        address: nothing,
        isRegistered: fc.constant(true),
        credentialUsername: fc.constantFrom(...WORLD_USERNAMES),
      }),
    );
  },
  refusals: [
    ...each(NOT_IDS, "sipTrunkId", "such as `trunk.id`"),
    ...each(NOT_TEXT, "name", 'such as "Berlin SBC"'),
    ...each(NOT_PORTS, "port", "from 1 to 65535, such as 5060"),
    ...each(
      [0, -1, 1.5, "1", 2147483648, NaN, null, undefined],
      "priority",
      "such as 1; lower is tried first",
    ),
    ...each(["SCTP", "WSS", 5060, [], "udp,tcp"], "transport", "UDP, TCP, TLS"),
    ...each(NOT_FLAGS, "enabled", "true or false"),
    ...each(NOT_FLAGS, "isRegistered", "true or false"),
    ...each([7, "-sbc.example.com", "203.0.113.256", "203.0.113.10:5060"], "address", "203.0.113.10"),
    ...each(
      ["sip:203.0.113.10", "203.0.113.10/24", "sbc.example.com\n", "a b", "1.2.3", {}],
      "address",
      "sbc.example.com",
    ),
    ...each(["", null, undefined], "address", 'such as "203.0.113.10", unless isRegistered is true'),
    ...each([7, "..", " ", ...NOT_CLEAN], "credentialUsername", 'such as "branch01"'),
    [
      { isRegistered: true, credentialUsername: "branch01" },
      "address",
      "must be left out when isRegistered is true",
    ],
    [
      { isRegistered: true, address: undefined },
      "credentialUsername",
      'when isRegistered is true, such as "branch01"',
    ],
    [{ weight: 1 }, "weight", "whose inputs are sipTrunkId, name"],
  ],
  faults: {
    unique: false,
    async prepare(world) {
      const sipTrunkId = await trunk(world);
      const endpoint = { name: "Berlin", address: "203.0.113.21", priority: 1 };
      await world.make(`/trunks/${sipTrunkId}/endpoints`, endpoint);
      return { sipTrunkId, ...endpoint };
    },
    changed: (inputs) => ({ ...inputs, address: "203.0.113.22", transport: "TLS" }),
    fill: (world, { sipTrunkId }) =>
      many((n) =>
        world.make(`/trunks/${textOf(sipTrunkId)}/endpoints`, {
          name: `Many ${n}`,
          address: "203.0.113.9",
          priority: 2,
        }),
      ),
    parent: "sipTrunkId",
  },
};
