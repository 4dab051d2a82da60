package passerelle.cli.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import passerelle.engine.EngineVersion;

/** What filters print into a pipe or a file comes in blocks, as the C library writes it there. */
class StdioTest {
  private final HostLab lab = HostLab.ofCourse(EngineVersion.DEFAULT);

  @AfterEach
  void close() {
    lab.close();
  }

  /** How many lines have come through the filter after two of three, and at the end. */
  private String linesThrough(String filter) {
    lab.run("ping -c 3 192.0.2.1 | grep --line-buffered ttl | " + filter + " > /tmp/seen &");
    return lab.run("sleep 1.5; wc -l < /tmp/seen; sleep 2; wc -l < /tmp/seen");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"grep time", "sed -n p", "awk '{ print $1 }'", "cut -c1-9", "tr a-z A-Z", "uniq"})
  void whatAFilterPrintsIntoAFileComesAtItsEnd(String filter) {
    assertEquals("0\n3\n", linesThrough(filter));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "grep --line-buffered time",
        "sed -un p",
        "awk '{ print; fflush() }'",
        "cat",
        "tee /dev/null"
      })
  void someWriteEachLineAtOnce(String filter) {
    assertEquals("2\n3\n", linesThrough(filter));
  }

  @Test
  void whoIsKilledLosesTheBufferAndWhoReadsTheEndWritesIt() {
    assertEquals("2\n", lab.run("timeout 2 ping 192.0.2.1 | grep ttl > /tmp/a; wc -l < /tmp/a"));
    lab.run("ping 192.0.2.1 | grep ttl > /tmp/b &");
    assertEquals("0\n", lab.run("sleep 2; killall grep; wc -l < /tmp/b"));
  }

  @Test
  void anErrorComesAfterWhatWasPrintedBefore() {
    lab.run("echo one > /tmp/one");
    assertEquals(
        "/tmp/one:one\ngrep: nosuch: No such file or directory\n",
        lab.run("grep one /tmp/one nosuch > /tmp/both 2>&1; cat /tmp/both"));
  }
}
