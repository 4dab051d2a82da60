package passerelle.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import passerelle.cli.Labs;
import passerelle.cli.lab.SimLab;
import passerelle.graph.NetworkGraph;
import passerelle.lab.LabTopology;
import passerelle.sim.process.Terminal;
import passerelle.text.Language;

/** The machines around the host keep what is theirs in their own boxes. */
class WorldPictureTest {
  private final SimLab lab = (SimLab) Labs.commands(Language.EN).lab();

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void aBridgeThatTheLaptopMakesStandsInTheLaptopAndHidesNoneOfTheRouters() {
    for (String line :
        List.of(
            "ip link add br0 type bridge",
            "ip addr add 192.0.2.20/24 dev br0",
            "ip link set br0 up",
            "ip link set eth0 master br0")) {
      lab.run(LabTopology.LAPTOP, line, new Terminal(80, bytes -> {}));
    }
    String svg = svg();
    int laptop = left(svg, "machine.laptop", "rect");
    for (String device : List.of("eth0", "br0", "lo")) {
      int x = left(svg, "device.laptop." + device, "text");
      assertTrue(x > laptop, device + " at " + x + ", the laptop at " + laptop);
    }
    assertEquals(1, Pattern.compile("<rect class=\"bridge\"").matcher(svg).results().count());
  }

  private String svg() {
    NetworkGraph graph =
        NetworkGraph.of(lab.namespaces().stream().map(lab.kernel().view()::snapshot).toList());
    Picture picture =
        new PictureReader(graph, lab.engine(), lab.machines(), netns -> netns).read(true);
    return PictureSvg.of(picture, Language.EN, Optional.empty());
  }

  /** Where the first shape of a thing begins. */
  private static int left(String svg, String id, String shape) {
    Matcher found =
        Pattern.compile(
                "id=\"" + Pattern.quote(id) + "\".*?<" + shape + "[^>]* x=\"(\\d+)\"",
                Pattern.DOTALL)
            .matcher(svg);
    assertTrue(found.find(), id);
    return Integer.parseInt(found.group(1));
  }
}
