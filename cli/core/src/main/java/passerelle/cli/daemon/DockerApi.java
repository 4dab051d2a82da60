package passerelle.cli.daemon;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.engine.EngineException;
import passerelle.engine.cli.ApiVersion;
import passerelle.engine.cli.DockerIo;
import passerelle.engine.cli.docker.DockerCommand;
import passerelle.engine.daemon.Engine;
import passerelle.service.HttpDate;

/**
 * Docker's API on its Unix socket, as far as it only looks: {@code GET} of {@code /_ping}, {@code
 * /version}, {@code /info}, {@code /containers/json}, {@code /containers/ID/json}, {@code
 * /networks} and {@code /networks/ID}, with or without a version before. The views are those of
 * {@code docker inspect}, {@code docker ps} and {@code docker version}.
 *
 * @param date the date and time in the lab
 */
public record DockerApi(Engine engine, Supplier<Instant> date) {

  /** What a list of containers says of one; then come its ports. */
  private static final String SUMMARY =
      "\"ImageID\":{{json .Image}},\"Command\":COMMAND,\"Created\":CREATED,\"Ports\":[PORTS],"
          + "\"Labels\":{{json .Config.Labels}},\"State\":{{json .State.Status}},"
          + "\"Status\":STATUS,\"HostConfig\":{\"NetworkMode\":{{json .HostConfig.NetworkMode}}},"
          + "\"NetworkSettings\":{\"Networks\":{{json .NetworkSettings.Networks}}},"
          + "\"Mounts\":{{json .Mounts}}}";

  private static final Pattern VERSION = Pattern.compile("^/v([0-9]{1,3}[.][0-9]{1,3})/");

  private static final String PORTS =
      "{{range $p, $all := .NetworkSettings.Ports}}{{range $all}}{{$p}} {{.HostIp}} {{.HostPort}}\n"
          + "{{else}}{{$p}}\n{{end}}{{end}}";

  /** What the engine says to a request; empty when it does not run. */
  public Optional<String> answer(String request) {
    if (!said("version", "-f", "{{.Server.Version}}").isFine()) {
      return Optional.empty();
    }
    String[] words = request.lines().findFirst().orElse("").split(" ");
    String asked = words.length > 1 ? words[1] : "/";
    Matcher version = VERSION.matcher(asked);
    if (version.find()) {
      try {
        ApiVersion.of(Optional.of(version.group(1)), engine.profile());
      } catch (EngineException e) {
        String why = e.getMessage();
        return Optional.of(reply("400 Bad Request", why.startsWith("{") ? why : message(why)));
      }
    }
    String target = version.replaceFirst("/");
    String path = target.replaceAll("[?].*", "").replaceAll("(?<=.)/$", "");
    if (!words[0].matches("GET|HEAD")) {
      return Optional.of(
          reply("501 Not Implemented", message("Passerelle models GET of Docker's API alone")));
    }
    return Optional.of(answer(path, target.contains("all=1") || target.contains("all=true")));
  }

  private String answer(String path, boolean all) {
    String[] parts = path.split("/");
    if (path.equals("/_ping")) {
      return reply("200 OK", "text/plain; charset=utf-8", "OK");
    } else if (path.equals("/version")) {
      return reply("200 OK", said("version", "-f", "{{json .Server}}").out());
    } else if (path.equals("/info")) {
      String info = said("info", "-f", "{{json .}}").out().strip();
      return reply("200 OK", info.replaceFirst(",\"ClientInfo\":.*$", "}"));
    } else if (path.equals("/networks")) {
      return reply("200 OK", list(names("network", "ls", "-q", "--no-trunc")));
    } else if (path.equals("/containers/json")) {
      return reply("200 OK", containers(all));
    } else if (parts.length == 3 && parts[1].equals("networks")) {
      Said found = said("network", "inspect", "-f", "{{json .}}", parts[2]);
      return found.isFine()
          ? reply("200 OK", found.out())
          : missing("network " + parts[2] + " not found");
    } else if (parts.length == 4 && parts[1].equals("containers") && parts[3].equals("json")) {
      Said found = said("container", "inspect", "-f", "{{json .}}", parts[2]);
      return found.isFine()
          ? reply("200 OK", found.out())
          : missing("No such container: " + parts[2]);
    }
    return missing("page not found");
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

  private String containers(boolean all) {
    String format = "{{.ID}}\t{{json .Names}}\t{{json .Image}}\t{{.Command}}\t{{json .Status}}";
    List<String> rows =
        all
            ? names("ps", "-a", "--no-trunc", "--format", format)
            : names("ps", "--no-trunc", "--format", format);
    List<String> documents = new ArrayList<>();
    for (String row : rows) {
      documents.add(summary(row.split("\t")));
    }
    return "[" + String.join(",", documents) + "]";
  }

  private String summary(String[] cells) {
    String id = cells[0];
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
            .replace("PORTS", String.join(",", ports))
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

  private static String message(String text) {
    return "{\"message\":\"" + text.replace("\"", "\\\"") + "\"}";
  }

  private String missing(String text) {
    return reply("404 Not Found", message(text));
  }

  private String reply(String status, String json) {
    return reply(status, "application/json", json.strip() + "\n");
  }

  private String reply(String status, String type, String body) {
    String[] versions =
        said("version", "-f", "{{.Server.Version}} {{.Server.APIVersion}}")
            .out()
            .strip()
            .split(" ");
    int length = body.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
    return ("HTTP/1.1 %s\r\nApi-Version: %s\r\nContent-Type: %s\r\nDocker-Experimental: "
            + "false\r\nOstype: linux\r\nServer: Docker/%s (linux)\r\nDate: "
            + "%s\r\nContent-Length: %s\r\n\r\n%s")
        .formatted(
            status, versions[1], type, versions[0], HttpDate.format(date.get()), length, body);
  }

  /** What a command of docker's printed. */
  private record Said(int status, String out) {
    boolean isFine() {
      return status == 0;
    }
  }

  private Said said(String... words) {
    Collector collector = new Collector(new StringBuilder());
    int status = new DockerCommand(engine).run(List.of(words), collector);
    return new Said(status, collector.text().toString());
  }

  /** Keeps what is printed. */
  private record Collector(StringBuilder text) implements DockerIo {
    @Override
    public void out(String more) {
      text.append(more);
    }

    @Override
    public void err(String more) {
      // The status tells it.
    }
  }
}
