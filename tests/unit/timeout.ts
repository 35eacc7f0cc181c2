/** Far above what any of these tests takes, since it measures the machine's load more than the test. */
jest.setTimeout(120_000);
