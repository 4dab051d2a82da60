package passerelle.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import passerelle.sim.shell.Dialect;

/** Command lines whose answers were recorded from the real shells and tools. */
class RealShellTableTest {
  @TestFactory
  Stream<DynamicTest> answersAsBashAndDebiansToolsDo() throws IOException {
    return ShellTable.table("bash.txt").stream().map(one -> test(Dialect.BASH, one));
  }

  @TestFactory
  Stream<DynamicTest> answersAsBusyBoxDoes() throws IOException {
    return ShellTable.table("busybox.txt").stream().map(one -> test(Dialect.ASH, one));
  }

  @TestFactory
  Stream<DynamicTest> answersAsDashDoes() throws IOException {
    return ShellTable.table("dash.txt").stream().map(one -> test(Dialect.DASH, one));
  }

  private static DynamicTest test(Dialect dialect, ShellTable.Case one) {
    return DynamicTest.dynamicTest(
        one.command(),
        () -> {
          try (ShellBench bench = new ShellBench(dialect)) {
            bench.prepare();
            ShellResult result = bench.runScript(one.command());
            assertEquals(one.output(), result.output());
            assertEquals(one.status(), result.status());
          }
        });
  }
}
