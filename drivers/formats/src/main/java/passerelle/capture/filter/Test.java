package passerelle.capture.filter;

import java.util.List;

/**
 * A condition on a packet with BPF's three outcomes. {@link #REJECT} stands for the BPF program
 * ending with 0 in the middle: no {@code not} or {@code or} around it brings the packet back.
 */
@FunctionalInterface
interface Test {
  int FALSE = 0;
  int TRUE = 1;
  int REJECT = -1;

  /** Applies the condition to the captured bytes of a packet that had {@code wire} octets. */
  int apply(byte[] packet, int wire);

  Test ALWAYS = (packet, wire) -> TRUE;

  static Test not(Test test) {
    return (packet, wire) -> {
      int outcome = test.apply(packet, wire);
      return outcome == REJECT ? REJECT : TRUE - outcome;
    };
  }

  /** All of them, in order, until one is not true. */
  static Test and(Test... tests) {
    return whileEachIs(TRUE, tests);
  }

  /** Any of them, in order, until one is not false. */
  static Test or(Test... tests) {
    return whileEachIs(FALSE, tests);
  }

  static Test and(List<Test> tests) {
    return tests.size() == 1 ? tests.get(0) : and(tests.toArray(new Test[0]));
  }

  static Test or(List<Test> tests) {
    return tests.size() == 1 ? tests.get(0) : or(tests.toArray(new Test[0]));
  }

  static int of(boolean condition) {
    return condition ? TRUE : FALSE;
  }

  /** The outcome of the first that has another one. */
  private static Test whileEachIs(int expected, Test... tests) {
    return (packet, wire) -> {
      int outcome = expected;
      for (int i = 0; i < tests.length && outcome == expected; i++) {
        outcome = tests[i].apply(packet, wire);
      }
      return outcome;
    };
  }
}
