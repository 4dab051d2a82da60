package passerelle.cli.daemon;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import passerelle.engine.Container;
import passerelle.engine.EngineEvent;
import passerelle.engine.EngineException;
import passerelle.engine.EngineVersion;
import passerelle.engine.daemon.Engine;
import passerelle.text.Cut;
import passerelle.text.GoJsonReader;
import passerelle.text.JsonText;

/** What is asked for by {@code POST} and {@code DELETE} (api/server/router). */
record ApiDeeds(Engine engine, ApiExecs execs) {
  private static final List<String> OF_CONTAINERS =
      List.of("start", "stop", "restart", "kill", "pause", "unpause", "rename", "wait", "update");

  private static final String DONE = "204 No Content";
  private static final String ALREADY = "304 Not Modified";

  /** The reply; empty where the path is nobody's. */
  Optional<ApiReply> reply(ApiRequest request) {
    String[] parts = request.path().split("/");
    if (parts.length < 3) {
      return Optional.empty();
    }
    return switch (request.method() + " " + parts[1] + (parts.length > 3 ? " ID" : "")) {
      case "DELETE containers", "DELETE networks", "DELETE volumes" ->
          Optional.of(remove(request, parts[1], parts[2]));
      case "DELETE images", "DELETE images ID" -> Optional.of(removeImage(request));
      case "POST networks", "POST containers", "POST volumes", "POST images" ->
          whole(request, parts);
      case "POST networks ID" ->
          switch (parts[3]) {
            case "connect" ->
                withBody(
                    request,
                    "network.ConnectOptions",
                    b -> asked(b.connect(parts[2])).or("200 OK"));
            case "disconnect" ->
                withBody(request, "network.DisconnectOptions", b -> disconnect(b, parts[2]));
            default -> Optional.empty();
          };
      case "POST containers ID" ->
          parts[3].equals("exec")
              ? withBody(request, "container.ExecOptions", b -> execs.make(engine, b, parts[2]))
              : container(request, parts[2], parts[3]);
      case "POST exec ID" ->
          parts[3].equals("start")
              ? withBody(request, "container.ExecStartOptions", b -> execs.run(engine, b, parts[2]))
              : Optional.empty();
      case "POST images ID" -> parts[3].equals("tag") ? tag(request, parts[2]) : Optional.empty();
      default -> Optional.empty();
    };
  }

  private ApiAsked asked(List<String> words) {
    return ApiAsked.of(engine, words);
  }

  private Optional<ApiReply> whole(ApiRequest request, String[] parts) {
    return switch (parts[1] + " " + parts[2]) {
      case "networks create" -> withBody(request, "network.CreateRequest", this::network);
      case "volumes create" -> withBody(request, "volume.CreateOptions", this::volume);
      case "containers create" ->
          withBody(request, "container.CreateRequest", b -> create(request, b));
      case "networks prune", "containers prune", "volumes prune", "images prune" ->
          Optional.of(prune(request, parts[1]));
      default -> Optional.empty();
    };
  }

  /** The body as JSON, which has to be said to be some (api/server/httputils: ReadJSON). */
  private Optional<ApiReply> withBody(
      ApiRequest request, String type, Function<ApiBody, ApiReply> deed) {
    return Optional.of(read(request, type, deed));
  }

  private ApiReply read(ApiRequest request, String struct, Function<ApiBody, ApiReply> deed) {
    String body = request.body().isBlank() ? "{}" : request.body();
    String type = request.type().orElse("");
    if (!request.body().isEmpty() && type.isEmpty()) {
      return ApiReply.bad("malformed Content-Type header (): mime: no media type");
    } else if (!request.body().isEmpty() && !type.matches("application/json *(;.*)?")) {
      return ApiReply.bad(
          "unsupported Content-Type header (" + type + "): must be 'application/json'");
    }
    try {
      GoJsonReader.Value value = GoJsonReader.parse(body);
      boolean before = engine.profile().version() == EngineVersion.V26_1;
      Optional<String> wrong = new ApiTypes(before).problem(value, struct);
      return wrong
          .map(ApiReply::bad)
          .orElseGet(
              () ->
                  deed.apply(
                      new ApiBody(
                          value instanceof GoJsonReader.Members members
                              ? members
                              : new GoJsonReader.Members(Map.of()))));
    } catch (GoJsonReader.SyntaxError e) {
      return ApiReply.malformed(e);
    }
  }

  private ApiReply network(ApiBody body) {
    ApiAsked asked = asked(body.network());
    String made = "{\"Id\":\"" + asked.out().strip() + "\",\"Warning\":\"\"}";
    return asked.isFine() ? ApiReply.created(made) : asked.refusal();
  }

  private ApiReply volume(ApiBody body) {
    ApiAsked asked = asked(body.volume());
    return asked.isFine()
        ? ApiReply.created(
            asked(List.of("volume", "inspect", "-f", "{{json .}}", asked.out().strip())).out())
        : asked.refusal();
  }

  private ApiReply create(ApiRequest request, ApiBody body) {
    if (body.isWithoutConfiguration()) {
      return ApiReply.bad("config cannot be empty in order to create a container");
    }
    Optional<String> port = body.wrongPort();
    if (port.isPresent()) {
      return ApiReply.bad("invalid port specification: \"" + port.get() + "\"");
    }
    Optional<String> mount = body.mountWithoutTarget();
    if (mount.isPresent()) {
      return ApiReply.bad(
          ("invalid mount config for type \"" + mount.get() + "\": ")
              + "field Target must not be empty");
    }
    ApiAsked asked = asked(body.container(request.query().getOrDefault("name", "")));
    if (asked.isFine()) {
      try {
        body.enter(engine.container(asked.out().strip()));
      } catch (EngineException gone) {
        return ApiReply.refused(gone);
      }
    }
    List<String> warnings = asked.warnings().stream().map(w -> "\"" + w + "\"").toList();
    return asked.isFine()
        ? ApiReply.created(
            "{\"Id\":\""
                + asked.out().strip()
                + "\",\"Warnings\":"
                + ApiReply.array(warnings)
                + "}")
        : asked.refusal();
  }

  private ApiReply disconnect(ApiBody body, String network) {
    List<String> words = new ArrayList<>(List.of("network", "disconnect"));
    if (body.isOn("Force")) {
      words.add("--force");
    }
    words.addAll(List.of("--", network, body.text("Container")));
    return asked(words).or("200 OK");
  }

  /** What is not used goes; how much room it took the engine tells in its event. */
  private ApiReply prune(ApiRequest request, String kind) {
    String one = kind.substring(0, kind.length() - 1);
    try {
      ApiAsked asked = ApiAsked.of(engine, List.of(one, "prune", "-f"), request.filters());
      if (!asked.isFine()) {
        return asked.refusal();
      }
      List<String> gone =
          asked.lines().stream()
              .filter(line -> !line.isBlank() && !line.endsWith(":"))
              .filter(line -> !line.startsWith("Total reclaimed space: "))
              .map(line -> kind.equals("images") ? removed(line) : JsonText.of(line))
              .toList();
      boolean none = gone.isEmpty() && !kind.equals("volumes");
      List<EngineEvent> past = engine.events().past();
      String room = past.get(past.size() - 1).attributes().getOrDefault("reclaimed", "0");
      return ApiReply.ok(
          ("{\"" + kind.substring(0, 1).toUpperCase(Locale.ROOT) + kind.substring(1))
              + ("Deleted\":" + (none ? "null" : ApiReply.array(gone)))
              + (kind.equals("networks") ? "}" : ",\"SpaceReclaimed\":" + room + "}"));
    } catch (GoJsonReader.SyntaxError e) {
      return ApiReply.bad("invalid filter");
    }
  }

  /** A line {@code Untagged: NAME} or {@code Deleted: ID} of a command. */
  private static String removed(String line) {
    Cut cut = Cut.first(line, ": ");
    String what = cut.before().substring(0, 1).toUpperCase(Locale.ROOT);
    return "{\"%s\":%s}".formatted(what + cut.before().substring(1), JsonText.of(cut.after()));
  }

  private ApiReply removeImage(ApiRequest request) {
    List<String> words = new ArrayList<>(List.of("rmi"));
    if (request.on("force")) {
      words.add("--force");
    }
    words.addAll(List.of("--", request.path().substring("/images/".length())));
    ApiAsked asked = asked(words);
    return asked.isFine()
        ? ApiReply.ok(ApiReply.array(asked.lines().stream().map(ApiDeeds::removed).toList()))
        : asked.refusal();
  }

  private Optional<ApiReply> tag(ApiRequest request, String name) {
    String tag = request.query().getOrDefault("tag", "");
    String as = request.query().getOrDefault("repo", "") + (tag.isEmpty() ? "" : ":" + tag);
    return Optional.of(asked(List.of("tag", name, as)).or("201 Created"));
  }

  private ApiReply remove(ApiRequest request, String kind, String name) {
    List<String> words = new ArrayList<>(List.of(kind.substring(0, kind.length() - 1), "rm"));
    if (request.on("force") && !kind.equals("networks")) {
      words.add("--force");
    }
    if (request.on("v") && kind.equals("containers")) {
      words.add("--volumes");
    }
    words.addAll(List.of("--", name));
    return asked(words).or(DONE);
  }

  private Optional<ApiReply> container(ApiRequest request, String name, String deed) {
    if (!OF_CONTAINERS.contains(deed)) {
      return Optional.empty();
    }
    try {
      Container container = engine.container(name);
      return switch (deed) {
        case "start" -> Optional.of(unless(container.isRunning(), List.of("start", name)));
        case "stop" -> Optional.of(unless(!container.isRunning(), timed(request, deed, name)));
        case "restart" -> Optional.of(asked(timed(request, deed, name)).or(DONE));
        case "kill" -> {
          String signal = request.query().getOrDefault("signal", "KILL");
          yield Optional.of(asked(List.of("kill", "--signal=" + signal, name)).or(DONE));
        }
        case "pause", "unpause" -> Optional.of(asked(List.of(deed, name)).or(DONE));
        case "rename" -> Optional.of(rename(container, request.query().getOrDefault("name", "")));
        case "wait" -> {
          String until = request.query().getOrDefault("condition", "");
          if (!until.matches("|not-running|next-exit|removed")) {
            yield Optional.of(ApiReply.bad("invalid condition: \"" + until + "\""));
          }
          String status = asked(List.of("wait", name)).out().strip();
          yield Optional.of(ApiReply.ok("{\"StatusCode\":" + status + "}"));
        }
        default -> withBody(request, "container.UpdateConfig", body -> update(body, name));
      };
    } catch (EngineException e) {
      return Optional.of(ApiReply.refused(e));
    }
  }

  private ApiReply update(ApiBody body, String name) {
    ApiAsked asked = asked(body.update(name));
    return asked.isFine() ? ApiReply.ok("{\"Warnings\":null}") : asked.refusal();
  }

  private ApiReply unless(boolean already, List<String> words) {
    return already ? ApiReply.empty(ALREADY) : asked(words).or(DONE);
  }

  private static List<String> timed(ApiRequest request, String deed, String name) {
    List<String> words = new ArrayList<>(List.of(deed));
    Optional.ofNullable(request.query().get("t")).ifPresent(t -> words.addAll(List.of("-t", t)));
    words.add(name);
    return words;
  }

  private ApiReply rename(Container container, String name) throws EngineException {
    if (name.isEmpty()) {
      return ApiReply.bad("Neither old nor new names may be empty");
    }
    engine.rename(container, name);
    return ApiReply.empty(DONE);
  }
}
