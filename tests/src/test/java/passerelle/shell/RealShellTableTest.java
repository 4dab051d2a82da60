package passerelle.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import passerelle.sim.process.FileError;
import passerelle.sim.shell.Dialect;
import passerelle.sim.shell.ShellResult;

/** Command lines whose answers were recorded from the real shells and tools. */
class RealShellTableTest {
  private record Case(String command, String output, int status) {}

  @TestFactory
  Stream<DynamicTest> answersAsBashAndDebiansToolsDo() throws IOException {
    return table("bash.txt").stream().map(one -> test(Dialect.BASH, one));
  }

  @TestFactory
  Stream<DynamicTest> answersAsBusyBoxDoes() throws IOException {
    return table("busybox.txt").stream().map(one -> test(Dialect.ASH, one));
  }

  private static DynamicTest test(Dialect dialect, Case one) {
    return DynamicTest.dynamicTest(
        one.command(),
        () -> {
          try (ShellBench bench = new ShellBench(dialect)) {
            prepare(bench);
            ShellResult result = bench.run(one.command());
            assertEquals(one.output(), result.output());
            assertEquals(one.status(), result.status());
          }
        });
  }

  private static void prepare(ShellBench bench) throws IOException, FileError {
    bench.files().remove("/tmp/lab/a");
    for (Case file : table("files.txt")) {
      bench.files().writeText("/tmp/lab/" + file.command(), file.output());
    }
  }

  private static List<Case> table(String name) throws IOException {
    List<Case> cases = new ArrayList<>();
    String command = "";
    StringBuilder output = new StringBuilder();
    int status = 0;
    for (String line : read(name).split("\n")) {
      if (line.startsWith("$ ")) {
        if (!command.isEmpty()) {
          cases.add(new Case(command, output.toString(), status));
        }
        command = line.substring(2);
        output.setLength(0);
        status = 0;
      } else if (line.startsWith("|")) {
        output.append(line, 1, line.length()).append('\n');
      } else if (line.startsWith("\\")) {
        output.setLength(output.length() - 1);
      } else if (line.startsWith("[")) {
        status = Integer.parseInt(line.substring(1, line.length() - 1));
      }
    }
    cases.add(new Case(command, output.toString(), status));
    return cases;
  }

  private static String read(String name) throws IOException {
    try (InputStream stream =
        RealShellTableTest.class.getResourceAsStream("/passerelle/shell/" + name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
