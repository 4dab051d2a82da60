package passerelle.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import passerelle.sim.core.EventLoop;
import passerelle.sim.shell.Dialect;
import passerelle.sim.shell.Scripts;

class ShellSessionTest {
  private final ShellBench bench = new ShellBench(Dialect.BASH);

  @AfterEach
  void close() {
    bench.close();
  }

  private String output(String line) {
    return bench.run(line).output();
  }

  @Test
  void variablesDirectoryFunctionsAndStatusLastFromLineToLine() {
    bench.run("x=5; cd /tmp; f() { echo \"f $1 $x\"; }; false");
    assertEquals("1 /tmp\nf a 5\n", output("echo $? $PWD; f a"));
  }

  @Test
  void aBackgroundJobGoesOnUntilItIsKilled() {
    assertEquals("", output("sleep 1000 &"));
    assertEquals("[1]+  Running                 sleep 1000 &\n", output("jobs"));
    assertEquals(new ShellResult("", 0), bench.run("kill %1"));
    assertEquals("[1]+  Terminated              sleep 1000\n", output("jobs"));
    assertEquals("bash: line 1: kill: %1: no such job\n", output("kill %1"));
  }

  @Test
  void sleepTakesVirtualTimeOnly() {
    long before = bench.scheduler().loop().now();
    bench.run("sleep 3600 & sleep 7200; wait");
    assertEquals(7200 * EventLoop.SECOND, bench.scheduler().loop().now() - before);
  }

  @Test
  void anEndlessLoopIsStoppedWithOneLineAndTheSessionGoesOn() {
    bench.scheduler().setBudget(100_000);
    ShellResult result = bench.run("while :; do :; done; echo not reached");
    assertEquals(152, result.status());
    assertEquals(1, result.output().lines().count());
    assertEquals("still here\n", output("echo still here"));
  }

  @Test
  void anEndlessLoopInAChildOrAPipeIsStoppedToo() {
    bench.scheduler().setBudget(100_000);
    assertEquals(152, bench.run("bash -c 'while :; do :; done'").status());
    assertEquals(152, bench.run("yes > /dev/null").status());
    assertEquals(152, bench.run("awk 'BEGIN { while (1) x++ }'").status());
    assertEquals("ok\n", output("echo ok"));
  }

  @Test
  void aCatastrophicExpressionIsStopped() {
    bench.scheduler().setBudget(100_000);
    String line = "a".repeat(60) + "b";
    assertEquals(152, bench.run("echo " + line + " | grep -E '^(a+)+(a+)+\\1c$'").status());
  }

  @Test
  void aCommandThatWaitsForEverIsInterrupted() {
    ShellResult result = bench.run("tail -f a");
    assertTrue(result.output().startsWith("passerelle: "), result.output());
    assertEquals(130, result.status());
  }

  @Test
  void ctrlCEndsTheCommandAndNotTheSession() {
    bench.scheduler().loop().schedule(EventLoop.SECOND, bench.scheduler()::requestInterrupt);
    ShellResult result = bench.run("sleep 1000; echo not reached");
    assertEquals(new ShellResult("", 130), result);
    assertEquals(EventLoop.SECOND, bench.scheduler().loop().now());
    assertEquals("alive\n", output("echo alive"));
  }

  @Test
  void exitEndsTheSession() {
    assertEquals(3, bench.run("trap 'echo bye' EXIT; exit 3").status());
    assertTrue(bench.session().isEnded());
    assertEquals(new ShellResult("", 3), bench.run("echo no"));
  }

  @Test
  void aReaderThatEndsEarlyEndsTheWriter() {
    assertEquals("1\n2\n3\n", output("seq 1000000 | head -3"));
    assertEquals(
        "141 0\n", output("yes | head -1 > /dev/null; bash -c 'yes; :' | true; echo 141 $?"));
  }

  @Test
  void whatIsIncompleteIsToldFromWhatIsWrong() {
    for (String open :
        new String[] {"for i in a", "echo \"a", "a |", "a &&", "echo \\", "x=$(", "cat <<E\nx"}) {
      assertTrue(Scripts.isIncomplete(Dialect.BASH, open), open);
    }
    for (String closed :
        new String[] {"echo a", "fi", "echo )", "cat <<E\nx\nE", "cat <<E\n`\nE", "a || b", ""}) {
      assertFalse(Scripts.isIncomplete(Dialect.BASH, closed), closed);
    }
  }

  @Test
  void nothingIsLeftWhenTheSessionIsClosed() throws InterruptedException {
    bench.run("sleep 1000 & (while :; do sleep 1; done) & yes | cat > /dev/null &");
    bench.close();
    assertEquals(0, bench.scheduler().processes().size());
  }

  @Test
  void anAliasStandsForTheFirstWordOfACommandAndNotWithinItself() {
    bench.run("alias ll='echo l' twice='ll; ll' echo='echo -n' next='command '");
    assertEquals("l a", output("ll a"));
    assertEquals("ll\n", output("'echo' ll"));
    assertEquals("ll is aliased to `echo l'\n", output("type ll"));
    assertEquals("alias ll='echo l'\n", output("alias ll"));
    assertEquals("l", output("next ll"));
    bench.run("unalias -a");
    assertEquals(127, bench.run("ll").status());
  }

  @Test
  void noPositionalParametersAreNoWordAtAll() {
    bench.run("count() { echo $#; }; pass() { count \"$@\"; }");
    assertEquals("0\n", output("pass"));
    assertEquals("2\n", output("pass '' b"));
    assertEquals("1\n", output("count \"$@\"''x"));
  }

  @Test
  void aScriptIsRunByWhatItsFirstLineNames() {
    bench.run("printf '#!/bin/cat\\nhello\\n' > /tmp/y; chmod +x /tmp/y");
    assertEquals("#!/bin/cat\nhello\n", output("/tmp/y"));
  }
}
