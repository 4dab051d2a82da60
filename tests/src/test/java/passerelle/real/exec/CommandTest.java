package passerelle.real.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import passerelle.effort.Patience;

@Tag("real")
class CommandTest {
  @Test
  void aCommandHasOutputErrorsAndAStatus() throws CommandException {
    Command.Result result = Command.of("sh", "-c", "echo out; echo err >&2; exit 3").run();
    assertEquals(new Command.Result(3, "out\n", "err\n"), result);
    assertFalse(result.succeeded());
  }

  @Test
  void argumentsAreNotReadByAShell() throws CommandException {
    String hostile = "$(reboot); * ' \" \\ | ü";
    assertEquals(hostile, Command.of("printf", "%s", hostile).run().out());
  }

  @Test
  void moreThanAPipeHoldsIsReadAndWritten() throws CommandException {
    String much = "0123456789".repeat(50_000);
    assertEquals(much, Command.of("cat").reading(much).run().out());
  }

  @Test
  void inputThatNobodyReadsIsNoError() throws CommandException {
    Command deaf = Command.of("sh", "-c", "exit 4").reading("x".repeat(500_000));
    assertEquals(new Command.Result(4, "", ""), deaf.run());
  }

  @Test
  void aProgramThatIsNotThereIsNamed() {
    CommandException missing =
        assertThrows(CommandException.class, () -> Command.of("no-such-program", "-x").run());
    assertTrue(missing.getMessage().startsWith("no-such-program: no such program in "));
    assertEquals(Optional.empty(), Programs.find("/etc/passwd"));
  }

  @Test
  void whatTakesTooLongIsKilledWithItsDescendants() throws Exception {
    Command slow =
        Command.of("sh", "-c", "sleep 987.25 & exec sleep 987.25").within(Duration.ofMillis(300));
    CommandException late = assertThrows(CommandException.class, slow::run);
    assertTrue(late.getMessage().contains("did not end in 300 ms"), late.getMessage());
    assertTrue(
        Patience.until(
            () ->
                ProcessHandle.allProcesses()
                    .flatMap(p -> p.info().commandLine().stream())
                    .noneMatch(line -> line.contains("sleep 987.25"))));
  }

  @Test
  void messagesAreInEnglish() throws CommandException {
    String said = Command.of("cat", "/no/such").run().err();
    assertEquals("cat: /no/such: No such file or directory\n", said);
  }
}
