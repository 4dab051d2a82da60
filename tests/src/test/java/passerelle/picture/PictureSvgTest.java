package passerelle.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import passerelle.text.Language;

/** The picture tells the drivers apart, keeps its places, can be read, and stays a picture. */
class PictureSvgTest extends DrawnLab {
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
