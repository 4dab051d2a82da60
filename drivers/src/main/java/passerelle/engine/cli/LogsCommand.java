package passerelle.engine.cli;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import passerelle.engine.Container;
import passerelle.engine.ContainerLog;
import passerelle.engine.EngineException;

/** {@code docker logs} (docker/cli container/logs.go). */
final class LogsCommand {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z' ", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private LogsCommand() {}

  static int run(Invocation call) throws EngineException, CliException {
    ParsedFlags flags = call.flags();
    for (String option : List.of("since", "until", "details")) {
      if (flags.has(option)) {
        throw Unmodelled.refuse("option --" + option);
      }
    }
    Container container = call.engine().container(call.arguments().get(0));
    if (container.spec().shown("log-driver").equals("none")) {
      throw new CliException(
          "Error response from daemon: configured logging driver does not support reading\n", 1);
    }
    List<ContainerLog.Entry> entries = container.log().entries();
    String tail = flags.text("tail").orElse("all");
    int wanted = tail.matches("[0-9]{1,9}") ? Integer.parseInt(tail) : entries.size();
    int from = Math.max(0, entries.size() - wanted);
    try (AttachedStreams streams = new AttachedStreams(call, Interruption.cancelling(call))) {
      Consumer<ContainerLog.Entry> printer =
          entry -> streams.add(entry.stream(), stamp(call, entry) + entry.text());
      entries.subList(from, entries.size()).forEach(printer);
      boolean follows = flags.on("follow") && container.isRunning();
      if (follows) {
        container.process().ifPresent(call.io()::waitFor);
      }
      container.log().follow(printer);
      AttachedStreams.End end = streams.until(() -> !follows || !container.isRunning());
      container.log().unfollow(printer);
      return end == AttachedStreams.End.INTERRUPTED ? Interruption.STATUS : 0;
    }
  }

  private static String stamp(Invocation call, ContainerLog.Entry entry) {
    return call.flags().on("timestamps") ? STAMP.format(call.engine().date(entry.time())) : "";
  }
}
