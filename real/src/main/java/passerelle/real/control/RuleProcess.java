package passerelle.real.control;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import passerelle.addr.Family;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.netfilter.Table;
import passerelle.real.exec.Programs;
import passerelle.real.sys.Daemon;
import passerelle.real.sys.Netns;

/**
 * An {@code iptables-restore} that waits in a namespace for rules: starting one takes longer than
 * all that it does for a container. It changes the kernel at each {@code COMMIT}, a table at once
 * or not at all; since it is told to be verbose, it then repeats the comment that follows. At the
 * first mistake it says what is wrong and ends; the next batch finds a new one.
 */
final class RuleProcess implements AutoCloseable {
  private static final String DONE = "# done";
  private static final int LIMIT_SECONDS = 10;

  /** Ends what does not answer: it looks each second, since to be told of each batch costs more. */
  private static final ScheduledExecutorService WATCHDOG =
      Executors.newSingleThreadScheduledExecutor(Daemon.factory("iptables-restore watchdog"));

  private final Netns netns;
  private final String program;
  private Optional<Conversation> open = Optional.empty();

  /** Seconds that are left for the answer that is waited for; 0 while none is. */
  private final AtomicInteger left = new AtomicInteger();

  private record Conversation(Process process, Writer to, BufferedReader from, Future<?> watched) {}

  RuleProcess(Netns netns, Family family) {
    this.netns = netns;
    this.program = family == Family.IPV4 ? "iptables-restore" : "ip6tables-restore";
  }

  /**
   * Does some commands on a table, all or none.
   *
   * @param commands as on the command line of iptables behind {@code -t TABLE}
   * @throws KernelException EINVAL with iptables' words
   */
  void apply(Table table, List<String> commands) throws KernelException {
    StringBuilder batch = new StringBuilder("*" + table.label() + "\n");
    commands.forEach(command -> batch.append(command).append('\n'));
    List<String> said = new ArrayList<>();
    if (!say(batch.append("COMMIT\n").append(DONE).append('\n').toString(), said)) {
      throw new KernelException(Errno.EINVAL, IptablesWords.of(program, said));
    }
  }

  /** Whether the process took it all; {@code said} is what it printed. */
  private boolean say(String batch, List<String> said) throws KernelException {
    if (open.isEmpty()) {
      open = Optional.of(start());
    }
    Conversation conversation = open.get();
    left.set(LIMIT_SECONDS);
    write(conversation, batch);
    boolean done = read(conversation, said);
    left.set(0);
    if (!done) {
      close();
    }
    return done;
  }

  private static void write(Conversation conversation, String batch) {
    try {
      conversation.to().write(batch);
      conversation.to().flush();
    } catch (IOException ended) {
      return; // What it said before it ended is still to be read.
    }
  }

  /** Whether it came to the end of the batch. */
  private static boolean read(Conversation conversation, List<String> said) {
    try {
      for (String line = ""; line != null; line = conversation.from().readLine()) {
        if (line.equals(DONE)) {
          return true;
        } else if (!line.isEmpty()) {
          said.add(line);
        }
      }
    } catch (IOException killed) {
      said.add(killed.getMessage());
    }
    return false;
  }

  private Conversation start() throws KernelException {
    ProcessBuilder builder =
        new ProcessBuilder(
            path("nsenter"), "--net=" + netns.path(), "--", path(program), "--noflush", "-w", "-v");
    builder.environment().put("LC_ALL", "C");
    try {
      Process process = builder.redirectErrorStream(true).start();
      return new Conversation(
          process,
          process.outputWriter(StandardCharsets.UTF_8),
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)),
          WATCHDOG.scheduleWithFixedDelay(() -> watch(process), 1, 1, TimeUnit.SECONDS));
    } catch (IOException e) {
      throw new KernelException(Errno.ENOENT, program + " cannot be started: " + e.getMessage());
    }
  }

  private void watch(Process process) {
    if (left.getAndUpdate(seconds -> Math.max(0, seconds - 1)) == 1) {
      process.destroyForcibly();
    }
  }

  private static String path(String program) throws KernelException {
    return Programs.find(program)
        .orElseThrow(
            () ->
                new KernelException(
                    Errno.ENOENT, program + " is not installed: install the package iptables"))
        .toString();
  }

  /** Ends the process; the next batch starts another. */
  @Override
  public void close() {
    open.ifPresent(
        conversation -> {
          conversation.watched().cancel(false);
          conversation.process().destroyForcibly();
        });
    open = Optional.empty();
  }
}
