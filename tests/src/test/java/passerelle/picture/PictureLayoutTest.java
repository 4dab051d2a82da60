package passerelle.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** What is drawn keeps its place, does not lie on other things, and can be read. */
class PictureLayoutTest extends DrawnLab {
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
}
