package passerelle.engine.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import passerelle.gotemplate.CharWidth;
import passerelle.text.CNumber;

/**
 * How compose tells what it does with containers, networks and volumes (docker/compose
 * pkg/progress): a line for each step, or at a terminal one for each thing, which at last says how
 * it ended.
 */
final class ComposeProgress implements AutoCloseable {
  private static final double SECOND = 1e9;

  private final Invocation call;
  private final Map<String, Task> tasks = new LinkedHashMap<>();

  private record Task(String status, long begun, long ended) {}

  ComposeProgress(Invocation call) {
    this.call = call;
  }

  /**
   * Something is done with a thing.
   *
   * @param id {@code Container web-1}
   * @param status what happens, or has happened
   */
  void tell(String id, String status) {
    long now = call.engine().now();
    if (call.io().columns() == 0) {
      call.errorLine(" " + id + "  " + status);
    } else {
      long begun = tasks.containsKey(id) ? tasks.get(id).begun() : now;
      tasks.put(id, new Task(status, begun, now));
    }
  }

  /** The lines that stay on a terminal. */
  @Override
  public void close() {
    if (tasks.isEmpty()) {
      return;
    }
    int longest = tasks.keySet().stream().mapToInt(String::length).max().orElse(0);
    call.errorLine("[+] Running " + tasks.size() + "/" + tasks.size());
    tasks.forEach(
        (id, task) -> {
          String left = " ✔ " + id + " ".repeat(longest - id.length()) + "  " + task.status();
          double seconds = (task.ended() - task.begun()) / SECOND;
          String right = CNumber.fixed(seconds, 1) + "s ";
          int gap = call.io().columns() - CharWidth.of(left) - right.length();
          call.errorLine(left + " ".repeat(Math.max(0, gap)) + right);
        });
    tasks.clear();
  }
}
