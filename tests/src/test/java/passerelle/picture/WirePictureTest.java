package passerelle.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import passerelle.cli.Labs;
import passerelle.cli.lab.SimLab;
import passerelle.graph.NetworkGraph;
import passerelle.text.Language;

/** Whose wire containers are on is seen: that of a device of the host, past the host's stack. */
class WirePictureTest {
  private static final String MACVLAN =
      "docker network create -d macvlan --subnet 192.0.2.0/24 --gateway 192.0.2.1 -o parent=eth0"
          + " pub";
  private static final String GUEST = "docker run -d --name guest --network pub nginx";

  private final SimLab lab = (SimLab) Labs.commands(Language.EN).lab();

  @AfterEach
  void close() {
    lab.close();
  }

  private Picture picture(String... lines) {
    for (String line : lines) {
      Labs.run(lab, line);
    }
    NetworkGraph graph =
        NetworkGraph.of(lab.namespaces().stream().map(lab.kernel().view()::snapshot).toList());
    return new PictureReader(graph, lab.engine(), lab.machines(), netns -> netns).read(true);
  }

  private static String svg(Picture picture) {
    return PictureSvg.of(picture, Language.EN, Optional.empty());
  }

  private static List<String> texts(String svg) {
    return Pattern.compile("<text[^>]*>([^<]*)</text>")
        .matcher(svg)
        .results()
        .map(m -> m.group(1))
        .toList();
  }

  private static List<String> lines(String svg) {
    return Pattern.compile("data-one=\"(host/[^\"]*)\"[^>]*>\\s*<title>[^<]*</title>\\s*<path")
        .matcher(svg)
        .results()
        .map((MatchResult m) -> m.group(1))
        .toList();
  }

  @Test
  void aMacvlanNetworkHangsOnItsParentWithItsMode() {
    String svg = svg(picture(MACVLAN, GUEST));
    List<String> texts = texts(svg);
    assertTrue(texts.contains("network pub"), svg);
    assertTrue(texts.contains("parent eth0"), svg);
    assertTrue(texts.contains("driver macvlan, mode bridge"), svg);
    assertTrue(texts.contains("own MAC"), svg);
    assertFalse(texts.contains("no cable leads to the host"), svg);
    assertTrue(lines(svg).contains("host/eth0"), svg);
  }

  @Test
  void anIpvlanNetworkSharesTheMacOfItsParent() {
    String svg = svg(picture(MACVLAN.replace("macvlan", "ipvlan"), GUEST));
    assertTrue(texts(svg).contains("driver ipvlan, mode l2"), svg);
    assertTrue(texts(svg).contains("parent&#39;s MAC"), svg);
  }

  @Test
  void aNetworkWithoutContainersIsThereToo() {
    assertTrue(texts(svg(picture(MACVLAN))).contains("network pub"));
  }

  @Test
  void aStoppedContainerWaitsBelowItsNetwork() {
    Picture picture = picture(MACVLAN, GUEST, "docker stop guest");
    Arrangement.Column column =
        new Arrangement(picture)
            .columns().stream()
                .filter(c -> c.head() == Arrangement.Head.WIRE)
                .findFirst()
                .orElseThrow();
    assertEquals("guest", column.rows().get(0).first().name());
  }

  @Test
  void aDeviceSaysOnWhichOneItStands() {
    String svg = svg(picture("ip link add link eth0 name eth0.5 type vlan id 5"));
    assertTrue(texts(svg).contains("eth0.5@eth0 DOWN"), svg);
  }

  @Test
  void whatIsMadeByHandOnADeviceHangsThereToo() {
    Picture picture =
        picture(
            "ip netns add blue",
            "ip link add mv0 link eth0 type macvlan",
            "ip link set mv0 netns blue");
    assertTrue(lines(svg(picture)).contains("host/eth0"));
    assertTrue(
        PictureMermaid.lines(picture).stream().anyMatch(line -> line.contains("-- macvlan ---")));
    assertTrue(
        PictureDot.lines(picture).stream().anyMatch(line -> line.contains("[label=\"macvlan\"]")));
  }

  @Test
  void aPortThatIsPublishedOnOneAddressSaysWhich() {
    List<String> texts =
        texts(svg(picture("docker run -d --name web -p 127.0.0.1:9000:80 -p 8080:80 nginx")));
    assertTrue(texts.contains("127.0.0.1:9000 \u2192 172.17.0.2:80"), texts.toString());
    assertTrue(texts.contains(":8080 \u2192 172.17.0.2:80"), texts.toString());
  }

  @Test
  void manyPublishedPortsAreCounted() {
    List<String> texts =
        texts(
            svg(
                picture(
                    "docker run -d --name web -p 127.0.0.1:9000:80 -p 81:80 -p 82:80 -p 83:80"
                        + " -p 84:80 -p 85:80 nginx")));
    long shown = texts.stream().filter(t -> t.endsWith(" \u2192 172.17.0.2:80")).count();
    assertTrue(texts.contains("+" + (6 - shown) + " more"), texts.toString());
  }

  @Test
  void aTunnelSaysWhichOneItIsAndWhereTo() {
    Picture picture =
        picture(
            "ip link add vx0 type vxlan id 42 dstport 4789 remote 192.0.2.20 dev eth0",
            "ip link set vx0 up");
    assertTrue(texts(svg(picture)).contains("vx0 vxlan 42 \u21e2 192.0.2.20"), svg(picture));
  }
}
