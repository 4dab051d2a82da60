package passerelle.engine.cli.compose;

import java.util.LinkedHashMap;
import java.util.Map;
import passerelle.engine.cli.CliException;
import passerelle.engine.cli.Invocation;
import passerelle.text.Align;
import passerelle.text.CNumber;
import passerelle.text.Columns;
import passerelle.text.JsonText;

/**
 * How compose tells what it does with containers, networks and volumes (docker/compose
 * pkg/progress): a line for each step, or at a terminal one for each thing, which at last says how
 * it ended.
 */
final class ComposeProgress implements AutoCloseable {
  private static final double SECOND = 1e9;
  private static final String SPINNER = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";

  /** What a line has beside its texts: marks, blanks, the time (tty.go lineText). */
  private static final int BESIDE = 15;

  private final Invocation call;
  private final String title;
  private final Manner manner;
  private final Map<String, Task> tasks = new LinkedHashMap<>();

  /** {@code --progress}: lines of steps, of things at a terminal, of JSON, or nothing. */
  enum Manner {
    PLAIN,
    TTY,
    JSON,
    QUIET;

    /** As an option or the environment says; a complaint where it says anything else. */
    static Manner of(Invocation call) throws CliException {
      boolean terminal = call.io().columns() > 0;
      String wanted =
          call.flags()
              .text("progress")
              .or(() -> call.io().variable("COMPOSE_PROGRESS"))
              .orElse("auto");
      return switch (wanted) {
        case "auto", "tty" ->
            terminal && !call.flags().text("ansi").filter("never"::equals).isPresent()
                ? TTY
                : PLAIN;
        case "plain" -> PLAIN;
        case "quiet", "none" -> QUIET;
        case "json", "rawjson" -> JSON;
        default -> throw new CliException("unsupported --progress value \"" + wanted + "\"\n", 1);
      };
    }
  }

  private enum Kind {
    STEP,
    WARNING,
    ERROR
  }

  private record Task(String text, String status, Kind kind, long begun, long ended) {
    /** What is not done when the command ends goes on turning. */
    boolean works() {
      return kind == Kind.STEP && !status.equals("Running") && status.matches("\\w+ing|Recreate");
    }

    double seconds() {
      return (ended - begun) / SECOND;
    }

    char mark() {
      int turns = (int) Math.max(0, Math.round(10 * seconds()) - 1);
      return switch (kind) {
        case WARNING -> '!';
        case ERROR -> '✘';
        case STEP -> works() ? SPINNER.charAt(turns % SPINNER.length()) : '✔';
      };
    }
  }

  /** What a command does, which is called {@code Running}. */
  ComposeProgress(Invocation call) throws CliException {
    this(call, "Running");
  }

  /** Nothing is told. */
  static ComposeProgress silent(Invocation call) {
    return new ComposeProgress(call, "", Manner.QUIET);
  }

  private ComposeProgress(Invocation call, String title, Manner manner) {
    this.call = call;
    this.title = title;
    this.manner = manner;
  }

  /**
   * What a command does.
   *
   * @param title how that is called, {@code Stopping}
   */
  ComposeProgress(Invocation call, String title) throws CliException {
    this(call, title, Manner.of(call));
  }

  /**
   * Something is done with a thing.
   *
   * @param id {@code Container web-1}
   * @param status what happens, or has happened
   */
  void tell(String id, String status) {
    tell(id, "", status, Kind.STEP);
  }

  /** The same of something that takes more words. */
  void tell(String id, String text, String status) {
    tell(id, text, status, Kind.STEP);
  }

  /** Something could not be done. */
  void fail(String id, String status) {
    tell(id, "", status, Kind.ERROR);
  }

  /** Something was not done, and need not be. */
  void leave(String id, String status) {
    tell(id, "", status, Kind.WARNING);
  }

  /** The engine warns of something that concerns a service. */
  void warn(String service, String text) {
    tell(service, text, "", Kind.WARNING);
  }

  private void tell(String id, String text, String status, Kind kind) {
    long now = call.engine().now();
    switch (manner) {
      case PLAIN -> call.errorLine(" " + id + " " + text + " " + status);
      case JSON ->
          call.errorLine(
              "{\"id\":%s%s%s}"
                  .formatted(
                      JsonText.of(id),
                      status.isEmpty() ? "" : ",\"status\":" + JsonText.of(status),
                      text.isEmpty() ? "" : ",\"text\":" + JsonText.of(text)));
      case TTY -> {
        long begun = tasks.containsKey(id) ? tasks.get(id).begun() : now;
        tasks.put(id, new Task(text, status, kind, begun, now));
      }
      case QUIET -> {}
    }
  }

  /** The lines that stay on a terminal. */
  @Override
  public void close() {
    if (tasks.isEmpty()) {
      return;
    }
    int longest =
        tasks.entrySet().stream()
            .mapToInt(e -> (e.getKey() + " " + e.getValue().text()).length())
            .max()
            .orElse(0);
    long done = tasks.values().stream().filter(task -> !task.works()).count();
    call.errorLine("[+] " + title + " " + done + "/" + tasks.size());
    tasks.forEach((id, task) -> call.errorLine(line(id + " " + task.text(), task, longest)));
    tasks.clear();
  }

  private String line(String text, Task task, int longest) {
    int room = call.io().columns() - text.length() - longest - BESIDE;
    String status = task.status();
    if (room > 0 && status.length() > room) {
      status = status.substring(0, room) + "...";
    }
    String left = " " + task.mark() + " " + Align.left(text, longest) + " " + status;
    String right = CNumber.fixed(task.seconds(), 1) + "s ";
    int gap = call.io().columns() - Columns.of(left) - right.length();
    return left + " ".repeat(Math.max(0, gap)) + right;
  }
}
