/** A compiler that has to fetch and compile Pulumi's SDK takes minutes the first time. */
jest.setTimeout(1_200_000);
