package passerelle.engine.cli.container;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import passerelle.engine.Container;
import passerelle.engine.ContainerLog;
import passerelle.engine.EngineException;
import passerelle.engine.cli.AttachedStreams;
import passerelle.engine.cli.CliException;
import passerelle.engine.cli.Interruption;
import passerelle.engine.cli.Invocation;
import passerelle.engine.cli.Moments;
import passerelle.engine.cli.ParsedFlags;
import passerelle.engine.process.LogOptions;

/** {@code docker logs} (docker/cli container/logs.go). */
public final class LogsCommand {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z' ", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private LogsCommand() {}

  private static Optional<Long> moment(Invocation call, String option) throws CliException {
    try {
      return Moments.option(call, option);
    } catch (CliException wrong) {
      throw new CliException("invalid value for \"" + option + "\": " + wrong.getMessage(), 1);
    }
  }

  public static int run(Invocation call) throws EngineException, CliException {
    ParsedFlags flags = call.flags();
    Container container = call.engine().container(call.arguments().get(0));
    long since = moment(call, "since").orElse(Long.MIN_VALUE);
    // To the daemon "0" is no limit (api/server/router/container: getContainersLogs).
    long until =
        moment(call, "until")
            .filter(moment -> !flags.text("until").orElse("").equals("0"))
            .orElse(Long.MAX_VALUE);
    if (container.spec().shown("log-driver").equals("none")) {
      throw new CliException(
          "Error response from daemon: configured logging driver does not support reading\n", 1);
    }
    List<ContainerLog.Entry> entries = container.log().entries();
    String tail = flags.text("tail").orElse("all");
    int wanted = tail.matches("[0-9]{1,9}") ? Integer.parseInt(tail) : entries.size();
    int from = Math.max(0, entries.size() - wanted);
    try (AttachedStreams streams = new AttachedStreams(call, Interruption.cancelling(call))) {
      String details = flags.on("details") ? details(container) + " " : "";
      Consumer<ContainerLog.Entry> printer =
          entry -> {
            if (entry.time() >= since && entry.time() <= until) {
              streams.add(entry.stream(), stamp(call, entry) + details + entry.text());
            }
          };
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

  /** As they stand before each line: like a query of a URL. */
  private static String details(Container container) {
    return LogOptions.attributes(container.spec()).entrySet().stream()
        .map(e -> escaped(e.getKey()) + "=" + escaped(e.getValue()))
        .collect(Collectors.joining(","));
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  public static String stamp(Invocation call, ContainerLog.Entry entry) {
    return call.flags().on("timestamps") ? STAMP.format(call.engine().date(entry.time())) : "";
  }
}
