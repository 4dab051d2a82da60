package passerelle.cli.daemon;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.engine.EngineException;
import passerelle.engine.cli.ApiVersion;
import passerelle.engine.daemon.Engine;
import passerelle.service.HttpDate;
import passerelle.text.ByteText;
import passerelle.text.GoJsonReader;
import passerelle.text.JsonText;

/**
 * Docker's API on its Unix socket: what is looked at by {@code GET}, with or without a version
 * before, is what the command that shows the same prints; what is done stands in {@link ApiDeeds}.
 * Nothing that streams.
 *
 * @param date the date and time in the lab
 * @param execs the commands that are to be run in containers
 */
public record DockerApi(Engine engine, Supplier<Instant> date, ApiExecs execs) {

  /** What a list of containers says of one; then come its ports. */
  private static final String SUMMARY =
      "\"ImageID\":{{json .Image}},\"Command\":COMMAND,\"Created\":CREATED,\"Ports\":[PORTS],"
          + "\"Labels\":{{json .Config.Labels}},\"State\":{{json .State.Status}},"
          + "\"Status\":STATUS,\"HostConfig\":{\"NetworkMode\":{{json .HostConfig.NetworkMode}}},"
          + "\"NetworkSettings\":{\"Networks\":{{json .NetworkSettings.Networks}}},"
          + "\"Mounts\":{{json .Mounts}}}";

  private static final String SIZE =
      "{{if ne (json .SizeRw) \"0\"}},\"SizeRw\":{{.SizeRw}}{{end}},\"SizeRootFs\":{{.SizeRootFs}}";

  private static final Pattern VERSION = Pattern.compile("^/v([0-9]{1,3}[.][0-9]{1,3})/");

  private static final String IMAGE =
      "{\"Containers\":-1,\"Created\":CREATED,\"Id\":{{json .ID}},\"Labels\":{{json"
          + " .Config.Labels}},\"ParentId\":\"\",\"RepoDigests\":{{json"
          + " .RepoDigests}},\"RepoTags\":{{json .RepoTags}},\"SharedSize\":-1,\"Size\":{{.Size}}}";

  private static final String PORTS =
      "{{range $p, $all := .NetworkSettings.Ports}}{{range $all}}{{$p}} {{.HostIp}} {{.HostPort}}\n"
          + "{{else}}{{$p}}\n{{end}}{{end}}";

  /** The API of an engine that has been asked nothing. */
  public DockerApi(Engine engine, Supplier<Instant> date) {
    this(engine, date, new ApiExecs());
  }

  /** What the engine says to a request; empty when it does not run. */
  public Optional<String> answer(String text) {
    if (!said("version", "-f", "{{.Server.Version}}").isFine()) {
      return Optional.empty();
    }
    ApiRequest request = ApiRequest.parse(text);
    ApiReply reply = reply(request);
    boolean head = request.method().equals("HEAD");
    return Optional.of(written(reply, request.path().equals("/_ping"), head));
  }

  private ApiReply reply(ApiRequest request) {
    Matcher version = VERSION.matcher(request.target());
    if (version.find()) {
      try {
        ApiVersion.of(Optional.of(version.group(1)), engine.profile());
      } catch (EngineException e) {
        String why = e.getMessage();
        return why.startsWith("{")
            ? new ApiReply("400 Bad Request", "application/json", why + "\n")
            : ApiReply.bad(why);
      }
    }
    try {
      Optional<ApiReply> reply =
          request.method().matches("GET|HEAD")
              ? view(request)
              : new ApiDeeds(engine, execs).reply(request);
      return reply.orElse(ApiReply.missing("page not found"));
    } catch (GoJsonReader.SyntaxError e) {
      return ApiReply.bad("invalid filter");
    }
  }

  private Optional<ApiReply> view(ApiRequest request) throws GoJsonReader.SyntaxError {
    String[] parts = request.path().split("/");
    return switch (request.path()) {
      case "/_ping" -> Optional.of(new ApiReply("200 OK", "text/plain; charset=utf-8", "OK"));
      case "/version" -> Optional.of(said("version", "-f", "{{json .Server}}").document());
      case "/info" -> {
        String info = said("info", "-f", "{{json .}}").out().strip();
        yield Optional.of(ApiReply.ok(info.replaceFirst(",\"ClientInfo\":.*$", "}")));
      }
      case "/networks" -> Optional.of(networks(request));
      case "/containers/json" -> Optional.of(containers(request));
      case "/events" -> events(request);
      case "/volumes" -> Optional.of(volumes(request));
      case "/images/json" -> Optional.of(images(request));
      default ->
          switch (parts.length) {
            case 3 -> one(parts[1], parts[2]);
            case 4 -> part(request, parts);
            default -> Optional.empty();
          };
    };
  }

  /** One network or volume. */
  private Optional<ApiReply> one(String kind, String name) {
    return switch (kind) {
      case "networks", "volumes" -> {
        String command = kind.substring(0, kind.length() - 1);
        yield Optional.of(said(command, "inspect", "-f", "{{json .}}", name).document());
      }
      default -> Optional.empty();
    };
  }

  /** One thing that is asked of a container, or an image. */
  private Optional<ApiReply> part(ApiRequest request, String[] parts) {
    String name = parts[2];
    return switch (parts[1] + " " + parts[3]) {
      case "containers json" ->
          Optional.of(
              said("container", "inspect", "--size=" + request.on("size"), "-f", "{{json .}}", name)
                  .document());
      case "exec json" -> Optional.of(execs.look(name));
      case "images history" -> Optional.of(history(name));
      case "images json" ->
          Optional.of(said("image", "inspect", "-f", "{{json .}}", name).document());
      case "containers changes" -> Optional.of(changes(name));
      case "containers top" -> Optional.of(top(name, request.query().getOrDefault("ps_args", "")));
      case "containers logs" -> Optional.of(logs(request, name));
      default -> Optional.empty();
    };
  }

  /** {@code docker diff}: 0 for a change, 1 for what was added, 2 for what was deleted. */
  private ApiReply changes(String name) {
    ApiAsked asked = said("diff", name);
    List<String> changes = new ArrayList<>();
    for (String line : asked.lines()) {
      String path = JsonText.of(line.substring(2));
      changes.add("{\"Path\":" + path + ",\"Kind\":" + "CAD".indexOf(line.charAt(0)) + "}");
    }
    return !asked.isFine()
        ? asked.refusal()
        : ApiReply.ok(changes.isEmpty() ? "null" : ApiReply.array(changes));
  }

  /** The table of {@code docker top}: the last column takes all that is left. */
  private ApiReply top(String name, String options) {
    List<String> words = new ArrayList<>(List.of("top", name));
    words.addAll(options.isEmpty() ? List.of() : List.of(options.split(" +")));
    ApiAsked asked = ApiAsked.of(engine, words);
    if (!asked.isFine() || asked.lines().isEmpty()) {
      return asked.refusal();
    }
    List<String> titles = List.of(asked.lines().get(0).strip().split(" +"));
    List<List<String>> processes =
        asked.lines().stream()
            .skip(1)
            .map(line -> List.of(line.strip().split(" +", titles.size())))
            .toList();
    return ApiReply.ok(
        ("{\"Processes\":" + JsonText.of(processes) + ",\"Titles\":" + JsonText.of(titles) + "}")
            .replace("\", \"", "\",\"")
            .replace("], [", "],["));
  }

  /** The rows of {@code docker history}; the first one is the image. */
  private ApiReply history(String name) {
    String row =
        "{\"Comment\":{{json .Comment}},\"Created\":{{.CreatedAt}},\"CreatedBy\":{{json"
            + " .CreatedBy}},\"Id\":{{json .ID}},\"Size\":{{.Size}},\"Tags\":null}";
    ApiAsked asked = said("history", "--no-trunc", "--human=false", "--format", row, name);
    if (!asked.isFine()) {
      return asked.refusal();
    }
    List<String> rows = new ArrayList<>();
    for (String line : asked.lines()) {
      Matcher created = Pattern.compile("\"Created\":([^,]+),").matcher(line);
      String seconds =
          created.find() ? "" + OffsetDateTime.parse(created.group(1)).toEpochSecond() : "0";
      rows.add(created.replaceFirst("\"Created\":" + seconds + ","));
    }
    String tags = said("image", "inspect", "-f", "{{json .RepoTags}}", name).out().strip();
    rows.set(0, rows.get(0).replaceFirst("null}$", tags + "}"));
    return ApiReply.ok(ApiReply.array(rows));
  }

  private ApiReply logs(ApiRequest request, String name) {
    if (!request.on("stdout") && !request.on("stderr")) {
      return ApiReply.bad("Bad parameters: you must choose at least one stream");
    }
    List<String> words = new ArrayList<>(List.of("logs"));
    for (String option : List.of("since", "until", "tail")) {
      Optional.ofNullable(request.query().get(option))
          .ifPresent(v -> words.add("--" + option + "=" + v));
    }
    if (request.on("timestamps")) {
      words.add("--timestamps");
    }
    words.add(name);
    ApiAsked asked = ApiAsked.of(engine, words);
    return asked.isFine()
        ? new ApiReply(
            "200 OK",
            "application/vnd.docker.multiplexed-stream",
            asked.framed(request.on("stdout"), request.on("stderr")))
        : asked.refusal();
  }

  private ApiReply networks(ApiRequest request) throws GoJsonReader.SyntaxError {
    ApiAsked asked =
        ApiAsked.of(engine, List.of("network", "ls", "-q", "--no-trunc"), request.filters());
    return asked.isFine() ? ApiReply.ok(list(asked.lines())) : asked.refusal();
  }

  /** Events up to a time; without one they would never end. */
  private Optional<ApiReply> events(ApiRequest request) throws GoJsonReader.SyntaxError {
    String until = request.query().getOrDefault("until", "");
    if (until.isEmpty()) {
      return Optional.empty();
    }
    String since = request.query().getOrDefault("since", until);
    List<String> words =
        List.of("events", "--since=" + since, "--until=" + until, "--format={{json .}}");
    ApiAsked asked = ApiAsked.of(engine, words, request.filters());
    return Optional.of(
        asked.isFine() ? new ApiReply("200 OK", "application/json", asked.out()) : asked.refusal());
  }

  private ApiReply volumes(ApiRequest request) throws GoJsonReader.SyntaxError {
    ApiAsked asked = ApiAsked.of(engine, List.of("volume", "ls", "-q"), request.filters());
    List<String> volumes =
        asked.lines().stream()
            .map(name -> said("volume", "inspect", "-f", "{{json .}}", name).out())
            .toList();
    return asked.isFine()
        ? ApiReply.ok("{\"Volumes\":" + ApiReply.array(volumes) + ",\"Warnings\":null}")
        : asked.refusal();
  }

  private ApiReply images(ApiRequest request) throws GoJsonReader.SyntaxError {
    ApiAsked asked = ApiAsked.of(engine, List.of("images", "-q", "--no-trunc"), request.filters());
    List<String> images = new ArrayList<>();
    for (String id : asked.lines().stream().distinct().toList()) {
      Instant created =
          Instant.parse(said("image", "inspect", "-f", "{{.Created}}", id).out().strip());
      images.add(
          said("image", "inspect", "-f", IMAGE, id)
              .out()
              .replace("CREATED", "" + created.getEpochSecond()));
    }
    return asked.isFine() ? ApiReply.ok(ApiReply.array(images)) : asked.refusal();
  }

  private List<String> names(String... words) {
    return said(words).out().lines().toList();
  }

  private String list(List<String> names) {
    List<String> documents = new ArrayList<>();
    for (String name : names) {
      documents.add(withoutContainers(said("network", "inspect", "-f", "{{json .}}", name).out()));
    }
    return "[" + String.join(",", documents) + "]";
  }

  /**
   * A list of networks says nothing of their containers; since version 29 it has no place for them
   * (api/types/network: Summary).
   */
  private static String withoutContainers(String document) {
    int at = document.indexOf(",\"Containers\":{");
    int end = at + ",\"Containers\":{".length();
    for (int open = 1; at >= 0 && open > 0 && end < document.length(); end++) {
      char c = document.charAt(end);
      open += c == '{' ? 1 : c == '}' ? -1 : 0;
    }
    if (at < 0) {
      return document.strip();
    }
    String rest = document.substring(end).strip();
    String start = document.substring(0, at);
    return rest.startsWith(",\"Status\"") ? start + "}" : start + ",\"Containers\":{}" + rest;
  }

  private ApiReply containers(ApiRequest request) throws GoJsonReader.SyntaxError {
    List<String> words =
        new ArrayList<>(
            List.of(
                "ps",
                "--no-trunc",
                "--format",
                "{{.ID}}\t{{json .Names}}\t{{json .Image}}\t{{.Command}}\t{{json .Status}}"));
    if (request.on("all")) {
      words.add("--all");
    }
    String limit = request.query().getOrDefault("limit", "");
    if (!limit.matches("-?[0-9]*")) {
      return ApiReply.message(
          "500 Internal Server Error",
          "strconv.Atoi: parsing " + JsonText.of(limit) + ": invalid syntax");
    }
    if (limit.matches("[1-9][0-9]*")) {
      words.add("--last=" + limit);
    }
    ApiAsked asked = ApiAsked.of(engine, words, request.filters());
    return asked.isFine()
        ? ApiReply.ok(
            ApiReply.array(
                asked.lines().stream()
                    .map(row -> summary(row.split("\t"), request.on("size")))
                    .toList()))
        : asked.refusal();
  }

  private String summary(String[] cells, boolean sized) {
    String id = cells[0];
    String size = said("inspect", "--size", "-f", SIZE, id).out().strip();
    String created = said("inspect", "-f", "{{.Created}}", id).out().strip();
    List<String> ports = new ArrayList<>();
    names("inspect", "-f", PORTS, id).stream()
        .filter(line -> !line.isBlank())
        .map(DockerApi::port)
        .forEach(ports::add);
    return "{\"Id\":\""
        + id
        + "\",\"Names\":[\"/"
        + cells[1].substring(1)
        + "],\"Image\":"
        + cells[2]
        + ","
        + said("inspect", "-f", SUMMARY, id)
            .out()
            .strip()
            .replace("COMMAND", cells[3])
            .replace("CREATED", "" + Instant.parse(created).getEpochSecond())
            .replace("PORTS]", String.join(",", ports) + "]" + (sized ? size : ""))
            .replace("STATUS", cells[4]);
  }

  private static String port(String line) {
    String[] words = line.split(" ");
    String[] port = words[0].split("/");
    String inside = "\"PrivatePort\":" + port[0];
    String type = ",\"Type\":\"" + port[1] + "\"}";
    return words.length < 3
        ? "{" + inside + type
        : "{\"IP\":\"" + words[1] + "\"," + inside + ",\"PublicPort\":" + words[2] + type;
  }

  /** Headers in the order of their names, as Go writes them; then those that its server adds. */
  private String written(ApiReply reply, boolean ping, boolean head) {
    String[] versions =
        said("version", "-f", "{{.Server.Version}} {{.Server.APIVersion}}")
            .out()
            .strip()
            .split(" ");
    Map<String, String> headers = new TreeMap<>();
    headers.put("Api-Version", versions[1]);
    headers.put("Docker-Experimental", "false");
    headers.put("Ostype", "linux");
    headers.put("Server", "Docker/" + versions[0] + " (linux)");
    if (!reply.type().isEmpty()) {
      headers.put("Content-Type", reply.type());
    }
    if (ping) {
      headers.put("Builder-Version", "2");
      headers.put("Cache-Control", "no-cache, no-store, must-revalidate");
      headers.put("Pragma", "no-cache");
      headers.put("Swarm", "inactive");
    }
    if (ping && head) {
      headers.put("Content-Length", "0");
    }
    StringBuilder text = new StringBuilder("HTTP/1.1 " + reply.status() + "\r\n");
    headers.forEach((name, value) -> text.append(name + ": " + value + "\r\n"));
    text.append("Date: " + HttpDate.format(date.get()) + "\r\n");
    if (!head && !reply.status().matches("204.*|304.*")) {
      int length = ByteText.encode(reply.body()).length;
      text.append("Content-Length: " + length + "\r\n");
    }
    return text + "\r\n" + (head ? "" : reply.body());
  }

  private ApiAsked said(String... words) {
    return ApiAsked.of(engine, List.of(words));
  }
}
