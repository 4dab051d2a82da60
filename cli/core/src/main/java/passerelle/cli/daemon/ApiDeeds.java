package passerelle.cli.daemon;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import passerelle.engine.Container;
import passerelle.engine.EngineException;
import passerelle.engine.daemon.Engine;
import passerelle.text.GoJsonReader;

/** What is asked for by {@code POST} and {@code DELETE} (api/server/router). */
record ApiDeeds(Engine engine) {
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
      case "POST networks", "POST containers", "POST volumes" -> whole(request, parts);
      case "POST networks ID" ->
          switch (parts[3]) {
            case "connect" ->
                Optional.of(withBody(request, b -> asked(b.connect(parts[2])).or("200 OK")));
            case "disconnect" -> Optional.of(withBody(request, b -> disconnect(b, parts[2])));
            default -> Optional.empty();
          };
      case "POST containers ID" -> container(request, parts[2], parts[3]);
      default -> Optional.empty();
    };
  }

  private ApiAsked asked(List<String> words) {
    return ApiAsked.of(engine, words);
  }

  private Optional<ApiReply> whole(ApiRequest request, String[] parts) {
    return switch (parts[1] + " " + parts[2]) {
      case "networks create" -> Optional.of(withBody(request, this::network));
      case "volumes create" -> Optional.of(withBody(request, this::volume));
      case "containers create" -> Optional.of(withBody(request, b -> create(request, b)));
      case "networks prune" -> Optional.of(prune(request));
      default -> Optional.empty();
    };
  }

  /** The body as JSON, which has to be said to be some (api/server/httputils: ReadJSON). */
  private static ApiReply withBody(ApiRequest request, Function<ApiBody, ApiReply> deed) {
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
      return deed.apply(
          new ApiBody(
              value instanceof GoJsonReader.Members members
                  ? members
                  : new GoJsonReader.Members(Map.of())));
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

  private ApiReply prune(ApiRequest request) {
    try {
      List<String> gone =
          ApiAsked.of(engine, List.of("network", "prune", "-f"), request.filters()).lines().stream()
              .filter(line -> !line.isBlank() && !line.endsWith(":"))
              .map(name -> "\"" + name + "\"")
              .toList();
      String names = gone.isEmpty() ? "null" : ApiReply.array(gone);
      return ApiReply.ok("{\"NetworksDeleted\":" + names + "}");
    } catch (GoJsonReader.SyntaxError e) {
      return ApiReply.bad("invalid filter");
    }
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
          String status = asked(List.of("wait", name)).out().strip();
          yield Optional.of(ApiReply.ok("{\"StatusCode\":" + status + "}"));
        }
        default -> Optional.of(withBody(request, body -> update(body, name)));
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
