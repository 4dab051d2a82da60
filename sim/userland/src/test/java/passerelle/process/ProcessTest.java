package passerelle.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import passerelle.kernel.KernelException;
import passerelle.sim.core.EventLoop;
import passerelle.sim.core.Machine;
import passerelle.sim.netns.Namespaces;
import passerelle.sim.netns.Netns;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Capture;
import passerelle.sim.process.FileSystem;
import passerelle.sim.process.Patience;
import passerelle.sim.process.Pipe;
import passerelle.sim.process.Place;
import passerelle.sim.process.Process;
import passerelle.sim.process.ProcessGroup;
import passerelle.sim.process.Program;
import passerelle.sim.process.Scheduler;
import passerelle.sim.process.Seat;
import passerelle.sim.process.Signal;
import passerelle.sim.process.Toolset;

class ProcessTest {
  private final Machine machine = new Machine(1);
  private final Scheduler scheduler = new Scheduler(machine.loop());
  private final Place place;
  private final Capture output = new Capture();

  ProcessTest() throws KernelException {
    Netns netns = new Namespaces(machine).add("host");
    Toolset none = Toolset.builder().build();
    place = Place.machine(scheduler, netns, "host", new FileSystem(), none);
  }

  @AfterEach
  void close() {
    scheduler.close();
  }

  private Process start(BlockingProgram program) {
    return place.spawn(program, List.of("program")).output(output).start();
  }

  /** Waits for a process, and counts how often it is asked for what it waits. */
  private static final class CountingSeat implements Seat {
    private final Process process;
    private int asked;

    private CountingSeat(Process process) {
      this.process = process;
    }

    @Override
    public Process process() {
      return process;
    }

    @Override
    public void interrupt(int count) {}

    @Override
    public void giveUp(int attempt) {}

    @Override
    public List<ProcessGroup> groups() {
      asked++;
      return List.of(process.group());
    }
  }

  private CountingSeat waitForFiveHundredStepsBesideAHundredEndlessProcesses() {
    for (int i = 0; i < 100; i++) {
      start(
          self -> {
            self.declareEndless();
            self.sleep(1000 * EventLoop.SECOND);
            return 0;
          });
    }
    Process command =
        start(
            self -> {
              for (int i = 0; i < 500; i++) {
                self.sleep(EventLoop.MILLISECOND);
              }
              return 0;
            });
    CountingSeat seat = new CountingSeat(command);
    scheduler.waitAt(seat, () -> scheduler.runUntil(() -> !command.isRunning()));
    return seat;
  }

  @Test
  void whetherACommandIsEndlessIsNotAskedBeforeItsTimeMayBeOver() {
    assertEquals(0, waitForFiveHundredStepsBesideAHundredEndlessProcesses().asked);
  }

  @Test
  void whetherACommandIsEndlessIsAskedOnceAStepHoweverManyOthersAre() {
    scheduler.setPatience(new Patience(EventLoop.MILLISECOND, 1000 * EventLoop.SECOND));
    int asked = waitForFiveHundredStepsBesideAHundredEndlessProcesses().asked;
    assertTrue(asked > 400 && asked < 3000, asked + " times");
  }

  @Test
  void aCommandIsAsEndlessAsWhatIsStartedByWhatItWaitsFor() {
    scheduler.setPatience(new Patience(EventLoop.SECOND, 1000 * EventLoop.SECOND));
    Program endless =
        self -> {
          self.declareEndless();
          self.after(20 * EventLoop.SECOND, () -> self.exit(0));
        };
    Process awaited =
        start(
            self -> {
              self.spawn(endless, List.of("endless")).start();
              self.sleep(900 * EventLoop.SECOND);
              return 0;
            });
    Process command =
        start(
            self -> {
              self.group().addWait(self, awaited);
              return self.awaitEnd(awaited);
            });
    scheduler.waitAt(Seat.of(command), () -> scheduler.runUntil(() -> !command.isRunning()));
    assertEquals(EventLoop.SECOND, command.endedAt(), "Ctrl-C after the time of endless ones");
    scheduler.advance(20 * EventLoop.SECOND);
    Process later =
        start(
            self -> {
              self.group().addWait(self, awaited);
              self.sleep(100 * EventLoop.SECOND);
              return 0;
            });
    scheduler.waitAt(Seat.of(later), () -> scheduler.runUntil(() -> !later.isRunning()));
    assertEquals(0, later.status(), "the endless one has ended, nobody presses Ctrl-C");
  }

  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("passerelle-coroutine"))
        .collect(Collectors.toSet());
  }

  private static Set<Thread> threadsBut(Set<Thread> others) {
    Set<Thread> threads = threads();
    threads.removeAll(others);
    return threads;
  }

  @Test
  void straightLineProgramsTakeTurnsInVirtualTime() {
    for (int i = 0; i < 3; i++) {
      int number = i;
      start(
          self -> {
            for (int round = 0; round < 2; round++) {
              self.sleep((3 - number) * EventLoop.SECOND);
              self.stdout().print(number + "@" + self.now() / EventLoop.SECOND + " ");
            }
            return 0;
          });
    }
    scheduler.advance(10 * EventLoop.SECOND);
    assertEquals("2@1 1@2 2@2 0@3 1@4 0@6 ", output.text());
  }

  @Test
  void aThousandSleepersNeedNoThread() {
    Set<Thread> others = threads(); // Of tests before, which may be ending.
    Program sleeper = self -> self.after(1000 * EventLoop.SECOND, () -> self.exit(0));
    for (int i = 0; i < 1000; i++) {
      place.spawn(sleeper, List.of("sleep", "1000")).start();
    }
    scheduler.advance(EventLoop.SECOND);
    assertEquals(1000, scheduler.processes().size());
    assertEquals(Set.of(), threadsBut(others));
  }

  @Test
  void aSignalEndsAWaitingProgramAndClosesWhatItHasOpen() {
    List<String> closed = new ArrayList<>();
    Process process =
        start(
            self -> {
              self.closeAtExit(() -> closed.add("first"));
              self.closeAtExit(() -> closed.add("second"));
              self.await(() -> false);
              closed.add("not reached");
              return 0;
            });
    scheduler.advance(1);
    process.signal(Signal.TERM);
    assertFalse(process.isRunning());
    assertEquals(143, process.status());
    scheduler.advance(1);
    assertEquals(List.of("second", "first"), closed);
  }

  @Test
  void aHandlerTakesTheSignal() {
    Process process =
        start(
            self -> {
              boolean[] told = {false};
              self.onSignal(Signal.INT, () -> told[0] = true);
              self.await(() -> told[0]);
              self.stdout().print("told");
              return 7;
            });
    scheduler.advance(1);
    process.signal(Signal.INT);
    scheduler.advance(1);
    assertEquals("told", output.text());
    assertEquals(7, process.status());
  }

  @Test
  void aFrozenProcessDoesNothingUntilItIsThawed() {
    Process process =
        start(
            self -> {
              self.sleep(EventLoop.SECOND);
              self.stdout().print("up");
              return 0;
            });
    List<String> events = new ArrayList<>();
    process.after(EventLoop.SECOND, () -> events.add("timer"));
    process.signal(Signal.STOP);
    scheduler.advance(5 * EventLoop.SECOND);
    assertEquals("", output.text());
    assertEquals(List.of(), events);
    process.signal(Signal.CONT);
    assertEquals(List.of("timer"), events);
    scheduler.advance(2 * EventLoop.SECOND);
    assertEquals("up", output.text());
  }

  @Test
  void theFirstProcessOfAContainerIgnoresWhatItDoesNotHandle() {
    Place container = Place.container(place, place.netns(), "c", new FileSystem(), place.tools());
    Process init = container.spawn(self -> {}, List.of("httpd")).start();
    assertEquals(1, init.pid());
    init.signal(Signal.TERM);
    assertTrue(init.isRunning());
    init.signal(Signal.KILL);
    assertEquals(137, init.status());
  }

  @Test
  void writingWhereNobodyReadsEndsTheWriter() {
    Pipe pipe = new Pipe();
    BlockingProgram yes =
        self -> {
          while (true) {
            self.stdout().println("y");
          }
        };
    Process writer = place.spawn(yes, List.of("yes")).stdout(pipe.sink()).start();
    BlockingProgram head =
        self -> {
          self.stdout().print(self.stdin().readLine().orElse("nothing"));
          return 0;
        };
    place.spawn(head, List.of("head")).stdin(pipe.source()).output(output).start();
    scheduler.advance(1);
    assertEquals("y\n", output.text());
    assertEquals(141, writer.status());
  }

  @Test
  void aForegroundProgramThatWaitsForEverGetsCtrlCThenKill() {
    BlockingProgram stubborn =
        self -> {
          self.onSignal(Signal.INT, () -> {});
          self.await(() -> false);
          return 0;
        };
    Process process = place.spawn(stubborn, List.of("stubborn")).output(output).create();
    assertEquals(137, scheduler.runForeground(process));
    assertTrue(output.text().startsWith("passerelle: nothing is left to happen"));
  }

  @Test
  void aDefectInAProgramIsOneLineAndAnExitStatus() {
    BlockingProgram broken =
        self -> {
          throw new IllegalStateException("oops");
        };
    Process process = place.spawn(broken, List.of("broken")).output(output).create();
    assertEquals(70, scheduler.runForeground(process));
    assertEquals(1, output.text().lines().count());
  }

  @Test
  void closingEndsEveryProcessAndEveryThread() throws InterruptedException {
    Set<Thread> others = threads(); // Of tests before, which may be ending.
    for (int i = 0; i < 20; i++) {
      start(
          self -> {
            self.await(() -> false);
            return 0;
          });
    }
    scheduler.advance(1);
    Set<Thread> mine = threadsBut(others);
    assertEquals(20, mine.size());
    scheduler.close();
    assertEquals(0, scheduler.processes().size());
    for (Thread thread : mine) {
      thread.join(120_000);
      assertFalse(thread.isAlive());
    }
  }
}
