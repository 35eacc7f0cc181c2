import { type RunningEmulator, startEmulator, type EmulatorOptions } from "../../emulator";
import { Client } from "../../provider/api/client";
import { clientOptions } from "../../provider/config";
import { ByHand } from "./by-hand";

/** An emulator on a port, the account as somebody uses it by hand, and as the commands do. */
export interface EmulatorAccount {
  readonly emulator: RunningEmulator;
  readonly hand: ByHand;
  readonly client: Client;
}

/** An emulator with an account, for each test of a file. */
export function useEmulatorAccount(options?: EmulatorOptions): () => EmulatorAccount {
  let account: EmulatorAccount | undefined;
  beforeEach(async () => {
    const emulator = await startEmulator(options);
    const { url, keyId, keySecret, projectId } = emulator;
    const hosts = { apiUrl: url, authUrl: url, numbersUrl: url };
    const client = new Client(clientOptions({ keyId, keySecret, projectId, ...hosts }, {}));
    account = { emulator, hand: new ByHand(emulator), client };
  });
  afterEach(() => account?.emulator.close());
  return () => {
    if (account === undefined) throw new Error("the account is there in tests and hooks only");
    return account;
  };
}
