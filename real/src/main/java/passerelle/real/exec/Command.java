package passerelle.real.exec;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import passerelle.real.sys.Daemon;
import passerelle.real.sys.Netns;

/**
 * A program of the machine with its arguments, run to its end. No shell ever sees the arguments.
 * Its messages are in English ({@code LC_ALL=C}), whatever the user's language.
 *
 * @param argv the program's name and its arguments
 * @param netns the network namespace that it runs in; the lab's own when empty
 * @param input what it reads from standard input
 * @param limit how long it may take before it is killed with all its descendants
 */
public record Command(List<String> argv, Optional<Netns> netns, String input, Duration limit) {
  private static final Duration USUAL_LIMIT = Duration.ofSeconds(30);

  public Command {
    argv = List.copyOf(argv);
    if (argv.isEmpty()) {
      throw new IllegalArgumentException("a command has a name");
    }
  }

  /** What a program left behind. */
  public record Result(int status, String out, String err) {
    public boolean succeeded() {
      return status == 0;
    }
  }

  /** A command in the lab's own namespace, without input, that may take half a minute. */
  public static Command of(String... argv) {
    return of(List.of(argv));
  }

  /** As {@link #of(String...)}. */
  public static Command of(List<String> argv) {
    return new Command(argv, Optional.empty(), "", USUAL_LIMIT);
  }

  /** The same in a network namespace. */
  public Command in(Netns where) {
    return new Command(argv, Optional.of(where), input, limit);
  }

  /** The same with something to read. */
  public Command reading(String text) {
    return new Command(argv, netns, text, limit);
  }

  /** The same with another time limit. */
  public Command within(Duration time) {
    return new Command(argv, netns, input, time);
  }

  /**
   * Runs the program and waits for its end.
   *
   * @throws CommandException when there is no such program, when it could not be started, or when
   *     it took too long
   */
  public Result run() throws CommandException {
    Process process = start();
    FutureTask<Result> end = background(() -> communicate(process));
    try {
      return end.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new CommandException(this + ": killed, it did not end in " + limit.toMillis() + " ms");
    } catch (ExecutionException e) {
      throw new CommandException(this + ": " + e.getCause().getMessage(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandException(this + ": killed, its caller was interrupted", e);
    } finally {
      kill(process);
    }
  }

  private Process start() throws CommandException {
    List<String> line = new ArrayList<>();
    if (netns.isPresent()) {
      line.add(find("nsenter"));
      line.add("--net=" + netns.get().path());
      line.add("--");
    }
    line.add(find(argv.get(0)));
    line.addAll(argv.subList(1, argv.size()));
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.environment().put("LC_ALL", "C");
    try {
      return builder.start();
    } catch (IOException e) {
      throw new CommandException(argv.get(0) + " cannot be started: " + e.getMessage(), e);
    }
  }

  private static String find(String program) throws CommandException {
    return Programs.find(program)
        .map(Path::toString)
        .orElseThrow(
            () ->
                new CommandException(
                    "%s: no such program in %s; install the package that has it"
                        .formatted(program, String.join(":", Programs.directories()))));
  }

  /** Reads and writes at the same time, so that no pipe is full while the other is waited for. */
  private Result communicate(Process process) throws Exception {
    FutureTask<String> errors = background(() -> text(process.getErrorStream()));
    if (input.isEmpty()) {
      process.getOutputStream().close();
    } else {
      background(() -> write(process.getOutputStream()));
    }
    String out = text(process.getInputStream());
    String err = errors.get();
    return new Result(process.waitFor(), out, err);
  }

  private static String text(InputStream in) throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }

  private boolean write(OutputStream to) {
    try (to) {
      to.write(input.getBytes(StandardCharsets.UTF_8));
      return true;
    } catch (IOException e) {
      return false; // A program need not read all its input: its status says whether it is content.
    }
  }

  private static void kill(Process process) {
    if (process.isAlive()) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static <T> FutureTask<T> background(Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    Daemon.start("command", task);
    return task;
  }

  /** As one would type it. */
  @Override
  public String toString() {
    return String.join(" ", argv);
  }
}
