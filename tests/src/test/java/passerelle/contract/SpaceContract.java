package passerelle.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import passerelle.kernel.Capability;
import passerelle.kernel.Errno;
import passerelle.kernel.Kernel;
import passerelle.kernel.KernelException;
import passerelle.kernel.KernelProcess;
import passerelle.kernel.PlanException;
import passerelle.kernel.op.KernelOp;

/** Spaces: files, processes, signals. */
abstract class SpaceContract extends KernelContract {
  private static final String BOX = "b0c5".repeat(16);
  private static final long MOMENT = 300_000_000L;

  SpaceContract(Supplier<Kernel> maker) {
    super(maker);
  }

  @BeforeEach
  void spaces() throws PlanException, KernelException {
    apply(new KernelOp.AddNetns(A), new KernelOp.AddNetns(B));
    machine(A);
    container("busybox");
  }

  private void container(String toolset) throws KernelException {
    kernel.spaces().create(Machine.with(BOX, B, "box", toolset, Capability.dockerDefault(), false));
  }

  @Test
  void filesAreWrittenAndReadBack() {
    kernel.spaces().writeFile(BOX, "/srv/www/index.html", "hello\n");
    assertEquals(Optional.of("hello\n"), kernel.spaces().readFile(BOX, "/srv/www/index.html"));
    assertEquals(Optional.empty(), kernel.spaces().readFile(A, "/srv/www/index.html"));
    kernel.spaces().writeFile(BOX, "/srv/www/index.html", "bye\n");
    assertEquals(Optional.of("bye\n"), kernel.spaces().readFile(BOX, "/srv/www/index.html"));
  }

  @Test
  void aProcessPrintsAndEnds() throws KernelException {
    assertEquals(new Output("hi\n", 3), run(A, "sh", "-c", "echo hi; exit 3"));
    assertEquals(new Output("ho\n", 4), run(BOX, "sh", "-c", "echo ho; exit 4"));
  }

  @Test
  void processesSeeTheFilesOfTheirSpaceAlone() throws KernelException {
    kernel.spaces().writeFile(A, "/etc/motto", "of a\n");
    kernel.spaces().writeFile(BOX, "/etc/motto", "of the box\n");
    assertEquals("of the box\n", run(BOX, "cat", "/etc/motto").text());
    assertEquals("of a\n", run(A, "cat", "/etc/motto").text());
    run(A, "sh", "-c", "echo changed > /etc/motto");
    assertEquals(Optional.of("changed\n"), kernel.spaces().readFile(A, "/etc/motto"));
    assertEquals(Optional.of("of the box\n"), kernel.spaces().readFile(BOX, "/etc/motto"));
  }

  @Test
  void aSpaceHasAHostName() throws KernelException {
    assertEquals("a\n", run(A, "hostname").text());
    assertEquals("box\n", run(BOX, "hostname").text());
  }

  @Test
  void aProcessReadsWhatItIsHanded() throws KernelException {
    StringBuilder output = new StringBuilder();
    KernelProcess cat = start(A, output, "cat");
    cat.input("one\n");
    cat.input("two\n");
    cat.endInput();
    assertEquals(0, status(cat));
    assertEquals("one\ntwo\n", output.toString());
  }

  @Test
  void anUnknownCommandIsNotStarted() {
    for (String space : List.of(A, BOX)) {
      KernelException missing = assertThrows(KernelException.class, () -> run(space, "no-such"));
      assertEquals(Errno.ENOENT, missing.errno());
    }
  }

  @Test
  void aSignalEndsAProcess() throws KernelException {
    KernelProcess first = start(A, new StringBuilder(), "sleep", "1000");
    first.signal("TERM");
    assertEquals(128 + 15, status(first));
    KernelProcess second = start(A, new StringBuilder(), "sleep", "1000");
    second.signal("KILL");
    assertEquals(128 + 9, status(second));
  }

  @Test
  void theEndOfAProcessIsToldOnce() throws KernelException {
    int[] told = {0, 0};
    KernelProcess process = start(A, new StringBuilder(), "sh", "-c", "exit 7");
    process.onExit(status -> told[0] += status);
    assertEquals(7, status(process));
    process.onExit(status -> told[1] += status);
    assertEquals(List.of(7, 7), List.of(told[0], told[1]));
  }

  @Test
  void processOneOfAContainerIsDeafToSignalsButKill() throws KernelException {
    KernelProcess first = start(BOX, new StringBuilder(), "sleep", "1000");
    first.signal("TERM");
    kernel.clock().advance(MOMENT);
    assertEquals(OptionalInt.empty(), first.exitStatus());
    first.signal("KILL");
    assertEquals(128 + 9, status(first));
  }

  @Test
  void theEndOfProcessOneIsTheEndOfAll() throws KernelException {
    KernelProcess first = start(BOX, new StringBuilder(), "sleep", "1000");
    KernelProcess other = start(BOX, new StringBuilder(), "sleep", "1000");
    first.signal("KILL");
    status(first);
    assertEquals(128 + 9, status(other));
  }

  @Test
  void aSecondProcessOfAContainerHearsSignals() throws KernelException {
    start(BOX, new StringBuilder(), "sleep", "1000");
    KernelProcess other = start(BOX, new StringBuilder(), "sleep", "1000");
    other.signal("TERM");
    assertEquals(128 + 15, status(other));
  }

  @Test
  void aStoppedSpaceKeepsItsFiles() throws KernelException {
    KernelProcess first = start(BOX, new StringBuilder(), "sleep", "1000");
    kernel.spaces().writeFile(BOX, "/data", "kept\n");
    kernel.spaces().stop(BOX);
    assertEquals(128 + 9, status(first));
    kernel
        .spaces()
        .restart(Machine.with(BOX, B, "box2", "busybox", Capability.dockerDefault(), false));
    assertEquals("kept\nbox2\n", run(BOX, "sh", "-c", "cat /data; hostname").text());
  }

  @Test
  void aRemovedSpaceTakesItsProcessesWithIt() throws KernelException {
    KernelProcess first = start(BOX, new StringBuilder(), "sleep", "1000");
    kernel.spaces().remove(BOX);
    assertEquals(128 + 9, status(first));
    container("debian");
    assertTrue(kernel.spaces().readFile(BOX, "/data").isEmpty());
    assertEquals(new Output("new\n", 0), run(BOX, "echo", "new"));
  }

  @Test
  void aContainerMayNotChangeItsNetworkByDefault() throws KernelException {
    Output refused = run(BOX, "ip", "link", "set", "lo", "down");
    assertEquals("ip: SIOCSIFFLAGS: Operation not permitted\n", refused.text());
    assertEquals(2, refused.status());
    assertTrue(link(B, "lo").up());
    assertEquals(0, run(A, "ip", "link", "set", "lo", "down").status());
    assertTrue(!link(A, "lo").up());
  }
}
