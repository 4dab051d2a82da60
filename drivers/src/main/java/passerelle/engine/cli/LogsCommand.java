package passerelle.engine.cli;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
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
    List<ContainerLog.Entry> entries = container.log().entries();
    String tail = flags.text("tail").orElse("all");
    int wanted = tail.matches("[0-9]{1,9}") ? Integer.parseInt(tail) : entries.size();
    int from = Math.max(0, entries.size() - wanted);
    for (ContainerLog.Entry entry : entries.subList(from, entries.size())) {
      String stamp = flags.on("timestamps") ? STAMP.format(call.engine().date(entry.time())) : "";
      call.io().out(stamp + entry.text());
    }
    if (flags.on("follow") && container.isRunning()) {
      follow(call, container);
    }
    return 0;
  }

  private static void follow(Invocation call, Container container) throws CliException {
    AttachedOutput output = new AttachedOutput(call);
    container.log().listen(output);
    try {
      output.printUntil(() -> !container.isRunning());
    } finally {
      container.log().forget(output);
    }
  }
}
