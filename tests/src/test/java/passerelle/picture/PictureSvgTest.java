package passerelle.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import passerelle.cli.Labs;
import passerelle.cli.lab.SimLab;
import passerelle.graph.NetworkGraph;
import passerelle.text.Language;

/** The picture tells the drivers apart, keeps its places, can be read, and stays a picture. */
class PictureSvgTest {
  private final SimLab lab = (SimLab) Labs.commands(Language.EN).lab();

  /** A rectangle as it is drawn. */
  private record Box(int x, int y, int width, int height) {
    boolean meets(Box other) {
      return x < other.x + other.width
          && other.x < x + width
          && y < other.y + other.height
          && other.y < y + height;
    }

    boolean holds(Box other) {
      return x <= other.x
          && y <= other.y
          && other.x + other.width <= x + width
          && other.y + other.height <= y + height;
    }
  }

  @AfterEach
  void close() {
    lab.close();
  }

  private void run(String... lines) {
    for (String line : lines) {
      Labs.run(lab, line);
    }
  }

  private Picture picture() {
    NetworkGraph graph =
        NetworkGraph.of(lab.namespaces().stream().map(lab.kernel().view()::snapshot).toList());
    return new PictureReader(graph, lab.engine(), lab.machines(), netns -> netns).read(true);
  }

  private Document drawn(Language language) {
    return parsed(PictureSvg.of(picture(), language, Optional.empty()));
  }

  private Document drawn() {
    return drawn(Language.EN);
  }

  private static Document parsed(String svg) {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    } catch (Exception e) {
      throw new AssertionError(svg, e);
    }
  }

  private static List<Element> elements(Document document, String name) {
    NodeList nodes = document.getElementsByTagName(name);
    List<Element> out = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      out.add((Element) nodes.item(i));
    }
    return out;
  }

  private static Element thing(Document document, String id) {
    return elements(document, "g").stream()
        .filter(g -> g.getAttribute("id").equals(id))
        .findFirst()
        .orElseThrow(() -> new AssertionError("nothing drawn with id " + id));
  }

  private static Box box(Element thing) {
    Element rect = (Element) thing.getElementsByTagName("rect").item(0);
    return new Box(
        number(rect, "x"), number(rect, "y"), number(rect, "width"), number(rect, "height"));
  }

  private static int number(Element element, String attribute) {
    return Integer.parseInt(element.getAttribute(attribute));
  }

  /** The upper left corner of an outline, which may grow downwards. */
  private static Box corner(Element thing) {
    Element path = (Element) thing.getElementsByTagName("path").item(0);
    List<int[]> points =
        Pattern.compile("([0-9]+),([0-9]+)")
            .matcher(path.getAttribute("d"))
            .results()
            .map(m -> new int[] {Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2))})
            .toList();
    int x = points.stream().mapToInt(point -> point[0]).min().orElseThrow();
    int y = points.stream().mapToInt(point -> point[1]).min().orElseThrow();
    return new Box(x, y, 0, 0);
  }

  /** By id, where things are drawn; cables go where their ends are. */
  private static Map<String, Box> boxes(Document document) {
    Map<String, Box> out = new LinkedHashMap<>();
    for (Element g : elements(document, "g")) {
      String kind = g.getAttribute("data-kind");
      if (g.getElementsByTagName("rect").getLength() == 0 && kind.equals("network")) {
        out.put(g.getAttribute("id"), corner(g));
      } else if (g.getElementsByTagName("rect").getLength() > 0 && !kind.equals("machine")) {
        out.put(g.getAttribute("id"), box(g));
      }
    }
    return out;
  }

  private static final String[] FOUR_DRIVERS = {
    "docker run -d --name web -p 8080:80 nginx",
    "docker run -d --name side --network container:web alpine sleep 1000",
    "docker run -d --name agent --network host alpine sleep 1000",
    "docker run -d --name lone --network none alpine sleep 1000"
  };

  private static final String[] EIGHT = {
    "docker network create front",
    "docker network create back",
    "docker run -d --name proxy -p 80:80 -p 443:443 --network front nginx",
    "docker run -d --name shop --network front nginx",
    "docker network connect back shop",
    "docker run -d --name db --network back redis",
    "docker run -d --name cache --network back redis",
    "docker run -d --name side --network container:db alpine sleep 1000",
    "docker run -d --name agent --network host alpine sleep 1000",
    "docker run -d --name lone --network none alpine sleep 1000",
    "docker run -d --name old --network front nginx",
    "docker stop old"
  };

  @Test
  void aContainerOnABridgeHasABoxAndACableThatLeadsToTheBridge() {
    run(FOUR_DRIVERS);
    Picture picture = picture();
    Picture.Device inside =
        picture.stacks().stream()
            .filter(s -> s.name().equals("web"))
            .flatMap(s -> s.device("eth0").stream())
            .findFirst()
            .orElseThrow();
    assertEquals(Optional.of("docker0"), picture.peer(inside).orElseThrow().master());
    Element cable = thing(drawn(), picture.cable(inside).orElseThrow().id());
    assertTrue(cable.getAttribute("class").contains("h0"), cable.getAttribute("class"));
  }

  @Test
  void aContainerOnTheHostsNetworkIsInTheHostsStackAboveTheBridges() {
    run(FOUR_DRIVERS);
    Document drawn = drawn();
    Box agent = box(thing(drawn, "container.agent"));
    Box frame = box(thing(drawn, "machine.host"));
    assertTrue(frame.holds(agent));
    assertTrue(agent.y() + agent.height() < box(thing(drawn, "stack.web")).y());
  }

  @Test
  void containersThatShareAStackAreInOneBox() {
    run(FOUR_DRIVERS);
    Document drawn = drawn();
    Box stack = box(thing(drawn, "stack.web"));
    assertTrue(stack.holds(box(thing(drawn, "container.web"))));
    assertTrue(stack.holds(box(thing(drawn, "container.side"))));
  }

  @Test
  void aContainerWithoutANetworkHasABoxWithLoAndNoCable() {
    run(FOUR_DRIVERS);
    Picture.Stack lone =
        picture().stacks().stream().filter(s -> s.name().equals("lone")).findFirst().orElseThrow();
    assertEquals(List.of("lo"), lone.devices().stream().map(Picture.Device::name).toList());
    assertTrue(drawn().getDocumentElement().getTextContent().contains("lo and nothing else"));
  }

  @Test
  void aPausedContainerKeepsItsCableAndSaysThatItIsPaused() {
    run("docker run -d --name web nginx", "docker pause web");
    List<String> texts = elements(drawn(), "text").stream().map(Element::getTextContent).toList();
    assertTrue(texts.contains("172.17.0.2"), texts.toString());
    assertTrue(texts.contains("(paused)"), texts.toString());
  }

  @Test
  void publishedPortsAndMasqueradeAreAtTheHostsEdgeWithTheirRules() {
    run(FOUR_DRIVERS);
    String text = drawn().getDocumentElement().getTextContent();
    assertTrue(text.contains(":8080 \u2192 172.17.0.2:80"), text);
    assertTrue(text.contains("-A POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE"), text);
  }

  @Test
  void anInternalNetworkSaysThatItHasNoWayOut() {
    run("docker network create --internal vault");
    assertTrue(drawn().getDocumentElement().getTextContent().contains("internal: no way out"));
    assertTrue(drawn(Language.FR).getDocumentElement().getTextContent().contains("sans issue"));
  }

  @Test
  void whatIsThereStaysWhereItIsWhenSomethingIsAdded() {
    List<String> lines = new ArrayList<>(List.of(EIGHT));
    lines.remove("docker stop old");
    Map<String, Box> before = boxes(drawn());
    for (String line : lines) {
      run(line);
      Map<String, Box> after = boxes(drawn());
      // An empty bridge gives its column to a fourth one.
      before.remove("network.bridge");
      before.forEach((id, box) -> assertEquals(box, after.get(id), id + " after " + line));
      before = after;
    }
    assertTrue(before.containsKey("stack.lone"), before.keySet().toString());
  }

  @Test
  void whatIsMadeByHandStandsBesideTheBridgesThatWereThere() {
    Map<String, Box> before = boxes(drawn());
    String[] lines = {
      "ip netns add red",
      "ip link add ve-red type veth peer eth0 netns red",
      "ip netns add blue",
      "ip link add br0 type bridge",
      "ip link add ve-blue master br0 type veth peer eth0 netns blue"
    };
    for (String line : lines) {
      run(line);
    }
    Map<String, Box> after = boxes(drawn());
    before.forEach((id, box) -> assertEquals(box, after.get(id), id));
    assertTrue(after.get("device.host.br0").x() > after.get("netns.red").x(), after.toString());
    assertTrue(after.get("netns.blue").x() > after.get("device.host.br0").x(), after.toString());
  }

  @Test
  void aLabOfEightContainersFitsAScreenOf1280By720() {
    run(FOUR_DRIVERS);
    for (int i = 1; i <= 4; i++) {
      run("docker run -d --name more" + i + " nginx");
    }
    String[] view = drawn().getDocumentElement().getAttribute("viewBox").split(" ");
    assertEquals("1280", view[2]);
    assertTrue(Integer.parseInt(view[3]) <= 720, view[3]);
  }

  @Test
  void noTextIsSmallerThan16Units() {
    String style = elements(drawn(), "style").get(0).getTextContent();
    List<Integer> sizes =
        Pattern.compile("([0-9]+)px")
            .matcher(style)
            .results()
            .map(m -> Integer.parseInt(m.group(1)))
            .toList();
    assertFalse(sizes.isEmpty());
    assertTrue(sizes.stream().allMatch(size -> size >= 16), sizes.toString());
  }

  @Test
  void boxesDoNotOverlap() {
    run(EIGHT);
    List<Map.Entry<String, Box>> stacks =
        boxes(drawn()).entrySet().stream().filter(e -> e.getKey().startsWith("stack.")).toList();
    assertEquals(6, stacks.size());
    for (int i = 0; i < stacks.size(); i++) {
      for (int j = i + 1; j < stacks.size(); j++) {
        String both = stacks.get(i).getKey() + " " + stacks.get(j).getKey();
        assertFalse(stacks.get(i).getValue().meets(stacks.get(j).getValue()), both);
      }
    }
  }

  @Test
  void aHundredContainersAreFoldedByTheirNames() {
    run("for i in $(seq 1 100); do docker run -d --name web$i nginx; done");
    Document drawn = drawn();
    Element group = thing(drawn, "group.web1");
    assertTrue(group.getTextContent().contains("web1 \u2026 web100"), group.getTextContent());
    assertTrue(group.getTextContent().contains("100 containers"), group.getTextContent());
    assertEquals("0 0 1280", drawn.getDocumentElement().getAttribute("viewBox").substring(0, 8));
  }

  @Test
  void aCableSaysWhichDevicesItsEndsAre() {
    run(FOUR_DRIVERS);
    Document drawn = drawn();
    List<Element> cables =
        elements(drawn, "g").stream()
            .filter(g -> g.getAttribute("data-kind").equals("cable"))
            .toList();
    assertEquals(4, cables.size());
    for (Element cable : cables) {
      for (String end : cable.getAttribute("data-name").split(" ")) {
        thing(drawn, end);
      }
    }
  }

  @Test
  void eachThingHasAnIdOfItsOwn() {
    run(EIGHT);
    Set<String> seen = new HashSet<>();
    for (Element g : elements(drawn(), "g")) {
      assertTrue(seen.add(g.getAttribute("id")), g.getAttribute("id"));
      assertFalse(g.getAttribute("data-kind").isEmpty());
      assertEquals("title", g.getChildNodes().item(0).getNodeName());
    }
  }

  @Test
  void whereAPacketIsThereIsSomethingDrawn() {
    run(EIGHT);
    Picture picture = picture();
    Document drawn = drawn();
    Set<String> ids = new HashSet<>();
    elements(drawn, "g").forEach(g -> ids.add(g.getAttribute("id")));
    Arrangement arrangement = new Arrangement(picture);
    for (Picture.Stack stack : picture.stacks()) {
      for (Picture.Device device : stack.devices()) {
        Picture.Place place = arrangement.place(stack.netns(), device.name()).orElseThrow();
        assertTrue(ids.contains(place.stack()), place.toString());
        assertTrue(ids.contains(place.device()), place.toString());
        assertTrue(place.cable().isEmpty() || ids.contains(place.cable().get()), place.toString());
      }
    }
    assertEquals(Optional.empty(), arrangement.place("nowhere", "eth0"));
  }

  @Test
  void hostileNamesAreText() {
    run(
        "ip netns add '<img src=x onerror=alert(1)>'",
        "ip netns add 'a\"b&c'",
        "ip link add '<b>x' type dummy",
        "docker run -d --name web --hostname '<script>' --network-alias '\"><svg onload=x>' nginx");
    Document drawn = drawn();
    Set<String> allowed = Set.of("svg", "title", "desc", "style", "g", "rect", "path", "text");
    Map<String, Integer> others = new HashMap<>();
    for (Element element : elements(drawn, "*")) {
      if (!allowed.contains(element.getTagName())) {
        others.merge(element.getTagName(), 1, Integer::sum);
      }
      for (int i = 0; i < element.getAttributes().getLength(); i++) {
        String name = element.getAttributes().item(i).getNodeName();
        assertFalse(name.startsWith("on") || name.contains("href"), name);
      }
    }
    assertEquals(Map.of(), others);
    assertTrue(
        drawn.getDocumentElement().getTextContent().contains("<img src=x onerror=alert(1)>"));
  }

  @Test
  void itIsTheSamePictureForTheSameLab() {
    run(EIGHT);
    assertEquals(
        PictureSvg.of(picture(), Language.EN, Optional.of(Theme.DARK)),
        PictureSvg.of(picture(), Language.EN, Optional.of(Theme.DARK)));
  }

  @Test
  void itTellsInWordsWhatItShows() {
    run(FOUR_DRIVERS);
    assertEquals(
        "A drawing of the lab with 4 machines, 4 containers. Containers with their networks and"
            + " addresses: agent (host), web (bridge, 172.17.0.2), side (container:web,"
            + " 172.17.0.2), lone (none).",
        elements(drawn(), "desc").get(0).getTextContent());
  }
}
