package passerelle.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import passerelle.sim.shell.Dialect;

/** Programs whose answers were recorded from the real ones of Debian 13, with no standard input. */
class RecordedProgramsTest {
  private static final List<String> PROGRAMS = List.of("jq", "files", "debian", "busybox");

  @TestFactory
  Stream<DynamicTest> answersAsTheRealProgramDid() throws IOException {
    Stream.Builder<DynamicTest> all = Stream.builder();
    for (String program : PROGRAMS) {
      for (ShellTable.Case one : ShellTable.table("programs/" + program + ".txt")) {
        all.add(DynamicTest.dynamicTest(one.command(), () -> check(program, one)));
      }
    }
    return all.build();
  }

  private static void check(String program, ShellTable.Case one) throws Exception {
    boolean busybox = program.equals("busybox");
    Dialect dialect = busybox ? Dialect.ASH : Dialect.BASH;
    try (ShellBench bench = ShellBench.withTools(dialect, busybox ? "busybox" : "debian")) {
      if (busybox || program.equals("debian")) {
        bench.prepare();
      }
      ShellResult result = bench.runScript(one.command());
      assertEquals(one.output(), result.output());
      assertEquals(one.status(), result.status());
    }
  }
}
