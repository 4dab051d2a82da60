package passerelle.cli.player;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.approvaltests.Approvals;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import passerelle.cli.Labs;
import passerelle.cli.command.LabCommands;
import passerelle.cli.lab.SimLab;
import passerelle.cli.session.Session;
import passerelle.files.OwnFiles;
import passerelle.sim.process.Terminal;
import passerelle.text.Language;

/** What {@code trace --html} writes: the player, and the trace that it plays. */
class PacketPlayerTest {
  private static final int MOST_OCTETS = 300_000;
  private static final Pattern DATA =
      Pattern.compile("<script type=\"application/json\" id=\"trace\">(.*?)</script>", 32);

  @TempDir Path folder;
  private LabCommands commands = Labs.commands(Language.EN);

  @AfterEach
  void close() {
    commands.lab().close();
  }

  private void host(String line) {
    Labs.run((SimLab) commands.lab(), line);
  }

  private String html(String words) throws Exception {
    Path file = folder.resolve("trace.html");
    ByteArrayOutputStream screen = new ByteArrayOutputStream();
    int status =
        commands.run(
            "trace --force --html " + file + " " + words, new Terminal(80, screen::writeBytes));
    assertEquals(0, status, screen.toString(StandardCharsets.UTF_8));
    return Files.readString(file);
  }

  private static String json(String html) {
    Matcher data = DATA.matcher(html);
    assertTrue(data.find(), "no trace in the page");
    return data.group(1);
  }

  /** JSON is YAML. */
  @SuppressWarnings("unchecked")
  private static Map<String, Object> read(String json) {
    LoadSettings settings = LoadSettings.builder().setCodePointLimit(MOST_OCTETS).build();
    return (Map<String, Object>) new Load(settings).loadFromString(json);
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> list(Object value) {
    return value == null ? List.of() : (List<Map<String, Object>>) value;
  }

  private List<Map<String, Object>> packets(String words) throws Exception {
    return list(read(json(html(words))).get("packets"));
  }

  /** The stops of all packets. */
  private static List<Map<String, Object>> stops(List<Map<String, Object>> packets) {
    return packets.stream().flatMap(packet -> list(packet.get("stops")).stream()).toList();
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void theWayIntoAContainerAndBackIsToldStopByStop(Language language) throws Exception {
    commands = Session.commands(commands.lab(), language, new OwnFiles());
    host("docker run -d --name web -p 8080:80 nginx");
    StringBuilder told = new StringBuilder();
    for (Map<String, Object> packet : packets("laptop 192.0.2.10:8080/tcp")) {
      told.append(packet.get("text"))
          .append(packet.get("reply").equals(true) ? "  (reply)\n" : "\n");
      for (Map<String, Object> stop : list(packet.get("stops"))) {
        boolean story = stop.get("story").equals(true);
        told.append(story ? "  * " : "  - ").append(stop.get("place"));
        told.append('/').append(stop.get("device")).append(": ").append(stop.get("sentence"));
        told.append('\n');
        if (stop.containsKey("why")) {
          String why = String.valueOf(stop.get("why")).replace("\n", "\n      ");
          told.append("      ").append(why).append('\n');
        }
        if (stop.get("question") instanceof Map<?, ?> question) {
          told.append("      ? ").append(question.get("text"));
          told.append(' ').append(question.get("answers")).append('\n');
        }
      }
    }
    Approvals.verify(told.toString(), Approvals.NAMES.withParameters(language.code()));
  }

  @Test
  void theTraceIsJson() throws Exception {
    String json = json(html("laptop 192.0.2.10:8081/tcp"));
    assertEquals("trace laptop 192.0.2.10:8081/tcp", read(json).get("command"));
    Approvals.verify(
        json.replaceAll("\"words\": \\{.*?\\}, \"fields\"", "\"words\": {}, \"fields\"")
            .replace("{\"time\"", "\n  {\"time\"")
            .replace("{\"where\"", "\n  {\"where\""));
  }

  /** Each choice of a route in a trace: route, why it won or lost. */
  @SuppressWarnings("unchecked")
  private List<List<String>> routes(String words) throws Exception {
    return (List<List<String>>) read(json(html(words))).get("routes");
  }

  @Test
  void aRuleThatSendsThePacketToATableOfItsOwnStandsWithTheRoutes() throws Exception {
    host("ip route add default via 192.0.2.1 table 100");
    host("ip route add 198.51.100.0/24 via 192.0.2.20 table 200");
    host("ip rule add to 198.51.100.80 lookup 100 priority 100");
    host("ip rule add from 10.0.0.0/8 lookup 200 priority 50");
    List<List<String>> routes = routes("host 198.51.100.80:80/tcp");
    String won = "default via 192.0.2.1 dev eth0";
    assertTrue(routes.contains(List.of(won, "won")), routes.toString());
    assertTrue(
        routes.contains(
            List.of(
                "198.51.100.0/24 via 192.0.2.20 dev eth0 table 200",
                "no rule sent the packet to its table")),
        routes.toString());
    assertEquals(
        List.of(
            List.of(
                "ip rule 0: from all lookup local",
                "not for this packet, or its table holds no route to 198.51.100.80"),
            List.of(
                "ip rule 50: from 10.0.0.0/8 lookup 200",
                "not for this packet, or its table holds no route to 198.51.100.80"),
            List.of(
                "ip rule 100: from all to 198.51.100.80 lookup 100",
                "sent the packet to the table of the route that won"),
            List.of("ip rule 32766: from all lookup main", "would be asked later"),
            List.of("ip rule 32767: from all lookup default", "would be asked later")),
        routes.stream().filter(r -> r.get(0).startsWith("ip rule")).limit(5).toList());
  }

  @Test
  void itIsOneSmallFileThatConnectsToNothing() throws Exception {
    host("docker run -d --name web -p 8080:80 nginx");
    String html = html("laptop curl -s http://192.0.2.10:8080/");
    assertTrue(html.getBytes(StandardCharsets.UTF_8).length < MOST_OCTETS);
    assertTrue(html.contains("content=\"default-src 'none'; script-src 'sha256-"));
    assertFalse(html.contains("unsafe-inline"));
    assertFalse(Pattern.compile("<[a-z]+[^>]* (src|href)=|url\\(|@import").matcher(html).find());
  }

  @Test
  void whatIsTypedByPeopleIsTextAndNothingElse() throws Exception {
    String name = "</script><img src=x onerror=alert(1)>&amp;\u2028";
    String html = html("host -- echo '" + name + "'; ping -c 1 192.0.2.20");
    assertFalse(html.contains("<img"));
    assertEquals(2, html.split("</script>", -1).length - 1);
    assertTrue(String.valueOf(read(json(html)).get("command")).contains(name));
  }

  @Test
  void aFloodIsCutAndSaysSo() throws Exception {
    String html = html("laptop ping -c 250 -i 0.01 192.0.2.10");
    assertTrue(html.getBytes(StandardCharsets.UTF_8).length < MOST_OCTETS);
    Map<String, Object> trace = read(json(html));
    int left = (Integer) trace.get("left");
    assertTrue(left > 100, "left out: " + left);
    assertFalse(list(trace.get("packets")).isEmpty());
  }

  @Test
  void theFloodsOfALargeLabLeaveRoomForTheAnswer() throws Exception {
    host("docker run -d --name web -p 8080:80 nginx");
    host("for i in $(seq 30); do docker run -d nginx; done");
    Map<String, Object> trace = read(json(html("laptop curl -s http://192.0.2.10:8080/")));
    assertTrue((Integer) trace.get("left") > 0, "nothing was left out");
    assertTrue(
        list(trace.get("packets")).stream().anyMatch(packet -> (Boolean) packet.get("reply")));
  }

  @Test
  void everyPlaceOfThePacketIsInThePicture() throws Exception {
    host("docker run -d --name web -p 8080:80 nginx");
    String html = html("laptop 192.0.2.10:8080/tcp");
    List<Object> places = new ArrayList<>();
    for (Map<String, Object> stop : stops(list(read(json(html)).get("packets")))) {
      List<?> at = (List<?>) stop.get("at");
      places.addAll(at);
      assertTrue(
          html.contains("id=\"" + at.get(1) + "\"") || html.contains("id=\"" + at.get(0) + "\""),
          at.toString());
    }
    assertTrue(places.contains("cable.host.eth0"), places.toString());
    assertTrue(places.contains("network.bridge"), places.toString());
  }

  @Test
  void packetsOfFoldedContainersTakeThePortAndTheCableOfTheirGroup() throws Exception {
    for (int i = 1; i <= 12; i++) {
      host("docker run -d --name w" + i + " nginx");
    }
    String html = html("w3 172.17.0.9:80/tcp");
    for (Map<String, Object> stop : stops(list(read(json(html)).get("packets")))) {
      List<?> at = (List<?>) stop.get("at");
      assertTrue(html.contains("id=\"" + at.get(1) + "\""), stop.toString());
      String cable = String.valueOf(at.get(2));
      assertTrue(cable.isEmpty() || html.contains("id=\"" + cable + "\""), stop.toString());
    }
  }

  @Test
  void natShowsTheConnectionInBothDirectionsAsItIsAfterwards() throws Exception {
    host("docker run -d --name web -p 8080:80 nginx");
    Map<String, Object> rewritten =
        stops(packets("laptop 192.0.2.10:8080/tcp")).stream()
            .filter(stop -> stop.get("kind").equals("translated"))
            .findFirst()
            .orElseThrow();
    List<?> connection = (List<?>) rewritten.get("connection");
    assertTrue(String.valueOf(connection.get(1)).startsWith("src=192.0.2.20 dst=192.0.2.10 "));
    assertTrue(String.valueOf(connection.get(2)).startsWith("src=172.17.0.2 dst=192.0.2.20 "));
    assertEquals("172.17.0.2", ((Map<?, ?>) rewritten.get("header")).get("destination"));
    assertEquals("80", ((Map<?, ?>) rewritten.get("header")).get("port.destination"));
  }

  @Test
  void aRuleThatDropsIsToldWithItsAuthor() throws Exception {
    host("docker run -d --name web -p 8080:80 nginx");
    host("iptables -I DOCKER-USER -p tcp -j DROP");
    Map<String, Object> last =
        stops(packets("laptop 192.0.2.10:8080/tcp")).stream()
            .filter(stop -> stop.get("kind").equals("dropped"))
            .findFirst()
            .orElseThrow();
    assertEquals("FORWARD", last.get("hook"));
    assertTrue(
        String.valueOf(last.get("why"))
            .startsWith(
                "FORWARD: rule 1 of chain DOCKER-USER (table filter) says DROP.\n-p tcp -j DROP"),
        last.toString());
    assertTrue(
        String.valueOf(last.get("why")).contains("iptables -I DOCKER-USER"), last.toString());
  }

  @Test
  void aPolicyIsToldWithWhoSetIt() throws Exception {
    host("iptables -P INPUT DROP");
    List<?> rules = (List<?>) read(json(html("laptop 192.0.2.10:80/tcp"))).get("rules");
    Map<?, ?> policy =
        rules.stream()
            .map(rule -> (Map<?, ?>) rule)
            .filter(rule -> rule.get("text").equals("-P INPUT DROP"))
            .findFirst()
            .orElseThrow();
    assertEquals("It was written by: host$ iptables -P INPUT DROP", policy.get("author"));
  }

  @Test
  void aBridgeThatHasNoOtherPortNamesNone() throws Exception {
    host("docker run -d --name alone alpine sleep 1000");
    List<String> told =
        stops(packets("alone 172.17.0.1:80/tcp")).stream()
            .map(stop -> stop.get("sentence") + " " + stop.get("why"))
            .filter(text -> text.startsWith("No other port"))
            .toList();
    assertEquals(
        "No other port of the bridge docker0 gets a copy. A copy goes out by each port but that by"
            + " which it came: there is no other one.",
        told.get(0));
  }

  @Test
  void theRouteThatWonStandsBeforeThoseThatLost() throws Exception {
    Map<String, Object> trace = read(json(html("laptop 192.0.2.10:8080/tcp")));
    Map<String, Object> routed =
        stops(list(trace.get("packets"))).stream()
            .filter(stop -> stop.get("kind").equals("routed"))
            .findFirst()
            .orElseThrow();
    List<?> all = (List<?>) trace.get("routes");
    List<String> told =
        ((List<?>) routed.get("routes"))
            .stream().map(number -> String.valueOf(all.get((Integer) number))).toList();
    assertTrue(told.get(0).startsWith("[192.0.2.0/24 dev eth0"), told.toString());
    assertTrue(told.get(1).contains("default via 192.0.2.1 dev eth0, prefix /0 is shorter"));
  }

  @Test
  void eachQuestionHasItsRightAnswerAmongSeveral() throws Exception {
    host("docker run -d --name web -p 8080:80 nginx");
    int asked = 0;
    for (Map<String, Object> stop : stops(packets("laptop 192.0.2.10:8080/tcp"))) {
      if (stop.get("question") instanceof Map<?, ?> question) {
        int answers = ((List<?>) question.get("answers")).size();
        int right = (Integer) question.get("right");
        assertTrue(
            answers > 1 && answers < 5 && right >= 0 && right < answers, question.toString());
        asked++;
      }
    }
    assertTrue(asked >= 6, "questions: " + asked);
  }
}
