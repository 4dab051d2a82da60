package passerelle.gotemplate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * {@code docker inspect -f} and {@code docker ps --format} against docker 26.1's own command.
 * {@code docker-cli.tsv} holds what it printed while a stand-in for the engine answered it with
 * {@code container.json}, {@code network.json} and one container in its list: which command, the
 * format, standard output, standard error (both in Go's quotes) and the exit status. {@code webx}
 * inspects the container, a name that does not exist, and the container again.
 */
class DockerFormatAgainstCliTest {
  private static final String LABEL = "com.example.my-owner_x";
  private static final InspectFormatter.Reference WEB =
      new InspectFormatter.Found(
          DockerTypes.of(List.of("26.1")).container(), TestDocuments.json("container.json"));
  private static final InspectFormatter.Reference APP =
      new InspectFormatter.Found(
          DockerTypes.of(List.of("26.1")).network(), TestDocuments.json("network.json"));
  private static final InspectFormatter.Reference NO_SUCH =
      new InspectFormatter.Missing(
          "Error response from daemon: No such thing: /containers/nosuch/json");

  @Test
  @DisplayName("inspect and ps format, complain and exit exactly as docker's own command")
  void answersAsTheCommandDoes() {
    List<String> differences = new ArrayList<>();
    List<String> rows = TestDocuments.text("docker-cli.tsv").lines().toList();
    for (String row : rows) {
      String[] cells = row.split("\t");
      String format = TestDocuments.unquote(cells[1]);
      InspectFormatter.Outcome expected =
          new InspectFormatter.Outcome(
              TestDocuments.unquote(cells[2]),
              TestDocuments.unquote(cells[3]),
              Integer.parseInt(cells[4]));
      InspectFormatter.Outcome actual = run(cells[0], format);
      if (!actual.equals(expected)) {
        differences.add(cells[0] + " " + format + "\n  docker: " + expected + "\n  is: " + actual);
      }
    }
    assertTrue(rows.size() > 300, "the table is there");
    assertEquals(List.of(), differences, () -> String.join("\n", differences));
  }

  @Test
  @DisplayName("inspect of 28.5 knows the fields that 26.1 had not, in their order")
  void laterFieldsAreKnownInTheirOrder() {
    Map<String, Object> endpoint = new LinkedHashMap<>();
    endpoint.put("IPAMConfig", Map.of("IPv4Address", "10.60.0.10"));
    endpoint.put("GwPriority", 7);
    endpoint.put("DNSNames", List.of("web"));
    Object container =
        Map.of("NetworkSettings", Map.of("Networks", Map.of("app", endpoint), "SandboxID", "5c"));
    String format =
        "{{.NetworkSettings.SandboxID}} {{json .NetworkSettings.Networks.app}}"
            + " {{.NetworkSettings.Networks.nope.GwPriority}}";
    InspectFormatter.Outcome outcome =
        InspectFormatter.format(
            format,
            List.of(
                new InspectFormatter.Found(
                    DockerTypes.of(List.of("26.1", "28.5")).container(), container)));
    assertEquals(
        "5c {\"IPAMConfig\":{\"IPv4Address\":\"10.60.0.10\"},\"Links\":null,\"Aliases\":null,"
            + "\"MacAddress\":\"\",\"DriverOpts\":null,\"GwPriority\":7,\"NetworkID\":\"\","
            + "\"EndpointID\":\"\",\"Gateway\":\"\",\"IPAddress\":\"\",\"IPPrefixLen\":0,"
            + "\"IPv6Gateway\":\"\",\"GlobalIPv6Address\":\"\",\"GlobalIPv6PrefixLen\":0,"
            + "\"DNSNames\":[\"web\"]} <no value>\n",
        outcome.output());
  }

  private static InspectFormatter.Outcome run(String command, String format) {
    return switch (command) {
      case "net" -> InspectFormatter.format(format, List.of(APP));
      case "web" -> InspectFormatter.format(format, List.of(WEB));
      case "webx" -> InspectFormatter.format(format, List.of(WEB, NO_SUCH, WEB));
      default -> ps(format);
    };
  }

  private static InspectFormatter.Outcome ps(String format) {
    Map<String, String> empty = new LinkedHashMap<>();
    header().keySet().forEach(name -> empty.put(name, ""));
    try {
      TableFormat.check(format, context(empty));
      String output = TableFormat.print(format, header(), List.of(context(row())));
      return new InspectFormatter.Outcome(output, "", 0);
    } catch (GoTemplateException e) {
      return new InspectFormatter.Outcome("", e.getMessage() + "\n", 1);
    }
  }

  private static GoValue context(Map<String, String> properties) {
    GoFunction label =
        GoFunction.of(
            List.of(GoType.STRING),
            args -> GoValue.string(args.get(0).equals(GoValue.string(LABEL)) ? "lab" : ""));
    return GoObjects.of("formatter.ContainerContext", properties, Map.of("Label", label));
  }

  private static Map<String, String> header() {
    Map<String, String> header = new LinkedHashMap<>();
    for (String name : List.of("Names", "Image", "Command", "Ports", "State", "Status", "Size")) {
      header.put(name, name.toUpperCase(Locale.ROOT));
    }
    header.put("ID", "CONTAINER ID");
    header.put("CreatedAt", "CREATED AT");
    header.put("RunningFor", "CREATED");
    header.put("Labels", "LABELS");
    header.put("Mounts", "MOUNTS");
    header.put("LocalVolumes", "LOCAL VOLUMES");
    header.put("Networks", "NETWORKS");
    return header;
  }

  private static Map<String, String> row() {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("ID", "02f40cfeadb3");
    row.put("Names", "web");
    row.put("Image", "nginx");
    row.put("Command", Units.command("httpd -f -p 80 -h /www", true));
    row.put("CreatedAt", "2023-11-14 22:13:20 +0000 UTC");
    row.put("RunningFor", "3 years ago");
    row.put("Ports", "0.0.0.0:8080->80/tcp");
    row.put("State", "running");
    row.put("Status", "Up 1 second");
    row.put("Size", "0B");
    row.put("Labels", LABEL + "=lab");
    row.put("Mounts", "");
    row.put("LocalVolumes", "0");
    row.put("Networks", "app");
    return row;
  }
}
