package passerelle.engine.cli.system;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import passerelle.engine.EngineEvent;
import passerelle.engine.EngineException;
import passerelle.engine.cli.AttachedStreams;
import passerelle.engine.cli.CliException;
import passerelle.engine.cli.Interruption;
import passerelle.engine.cli.Invocation;
import passerelle.engine.cli.Moments;
import passerelle.engine.state.Events;
import passerelle.gotemplate.Decoder;
import passerelle.gotemplate.DockerTemplates;
import passerelle.gotemplate.DockerTypes;
import passerelle.gotemplate.GoJson;
import passerelle.gotemplate.GoTemplate;
import passerelle.gotemplate.GoTemplateException;
import passerelle.gotemplate.GoType;
import passerelle.gotemplate.MissingKey;
import passerelle.kernel.Kernel;

/** {@code docker events} (docker/cli system/events.go). */
public final class EventsCommand {
  private static final int WRONG_TEMPLATE = 64;

  /** Ended by SIGINT. */
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z' ", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Invocation call;
  private final GoType type;
  private final EventFilter filter;
  private final Optional<GoTemplate> template;
  private final Queue<EngineEvent> pending = new ArrayDeque<>();

  private EventsCommand(Invocation call) throws CliException {
    this.call = call;
    this.type = DockerTypes.of(call.engine().profile().version().lineage()).event();
    this.filter = new EventFilter(call.flags().all("filter"));
    this.template = template(call.flags().text("format").orElse(""));
  }

  public static int run(Invocation call) throws CliException, EngineException {
    EventsCommand command = new EventsCommand(call);
    long now = call.engine().now();
    Optional<Long> since = Moments.option(call, "since");
    Optional<Long> until = Moments.option(call, "until");
    if (since.isPresent() && until.isPresent() && since.get() > until.get()) {
      throw unordered(call);
    }
    if (since.isPresent()) {
      call.engine().events().past().stream()
          .filter(e -> e.time() >= since.get() && e.time() <= until.orElse(now))
          .filter(command.filter::matches)
          .forEach(command.pending::add);
    }
    command.printPending();
    if (until.orElse(Long.MAX_VALUE) > now) {
      if (until.isEmpty()) {
        call.io().declareEndless();
      }
      command.follow(until.orElse(AttachedStreams.FOREVER));
    }
    return call.io().interrupted() ? Interruption.STATUS : 0;
  }

  /** api/server/router/system/system_routes.go:getEvents. */
  private static EngineException unordered(Invocation call) throws CliException {
    String since = Moments.told(call, call.flags().text("since").orElseThrow());
    String until = Moments.told(call, call.flags().text("until").orElseThrow());
    String message = "`since` time (" + since + ") cannot be after `until` time (" + until + ")";
    return EngineException.bad(message);
  }

  /** Prints events as they happen, until a time or the user's Ctrl-C. */
  private void follow(long until) throws CliException {
    Consumer<EngineEvent> listener =
        event -> {
          if (filter.matches(event)) {
            pending.add(event);
          }
        };
    Events events = call.engine().events();
    Kernel.Clock clock = call.engine().kernel().clock();
    events.listen(listener);
    try {
      boolean more = true;
      while (more) {
        more =
            clock.advanceUntil(
                    () -> !pending.isEmpty() || call.io().interrupted(), until - clock.now())
                && !pending.isEmpty();
        printPending();
      }
    } finally {
      events.forget(listener);
    }
  }

  private void printPending() throws CliException {
    while (!pending.isEmpty()) {
      call.line(text(pending.remove()));
    }
  }

  private Optional<GoTemplate> template(String format) throws CliException {
    if (format.isEmpty() || format.equals("json")) {
      return Optional.empty();
    }
    try {
      GoTemplate parsed = DockerTemplates.parse("", format);
      parsed.execute(Decoder.decode(type, Map.of()), MissingKey.INVALID);
      return Optional.of(parsed);
    } catch (GoTemplateException e) {
      throw new CliException("Error parsing format: " + e.getMessage() + "\n", WRONG_TEMPLATE);
    }
  }

  private String text(EngineEvent event) throws CliException {
    if (template.isPresent()) {
      try {
        return template.get().execute(Decoder.decode(type, document(event)), MissingKey.INVALID);
      } catch (GoTemplateException e) {
        throw new CliException(e.getMessage() + "\n", 1);
      }
    }
    if (call.flags().has("format")) {
      return GoJson.compact(Decoder.decode(type, document(event))).strip();
    }
    String attributes =
        event.attributes().entrySet().stream()
            .map(a -> a.getKey() + "=" + a.getValue())
            .collect(Collectors.joining(", "));
    return STAMP.format(call.engine().date(event.time()))
        + String.join(" ", List.of(event.type(), event.action(), event.actor()))
        + (attributes.isEmpty() ? "" : " (" + attributes + ")");
  }

  /** As the API tells it; the first three are of containers and images only. */
  private Map<String, Object> document(EngineEvent event) {
    Map<String, Object> document = new LinkedHashMap<>();
    boolean container = event.type().equals("container");
    if (container || event.type().equals("image")) {
      document.put("status", event.action());
      document.put("id", event.actor());
    }
    if (container) {
      document.put("from", event.attributes().getOrDefault("image", ""));
    }
    document.put("Type", event.type());
    document.put("Action", event.action());
    document.put("Actor", Map.of("ID", event.actor(), "Attributes", event.attributes()));
    document.put("scope", "local");
    var date = call.engine().date(event.time());
    document.put("time", date.getEpochSecond());
    document.put("timeNano", date.getEpochSecond() * 1_000_000_000L + date.getNano());
    return document;
  }
}
