/** An `up` test runs several commands of the CLI, each of which takes seconds. */
jest.setTimeout(300_000);
