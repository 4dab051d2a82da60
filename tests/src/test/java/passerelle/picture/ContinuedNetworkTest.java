package passerelle.picture;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import passerelle.cli.Labs;
import passerelle.cli.lab.SimLab;
import passerelle.graph.NetworkGraph;
import passerelle.text.Language;

/** A network that has more containers than a column has room for goes on in another one. */
class ContinuedNetworkTest {
  private static final List<String> CONTAINERS =
      List.of("web", "db", "api", "cache", "queue", "mail", "proxy", "search", "stats");

  private static String drawnWith(String network) {
    try (SimLab lab = (SimLab) Labs.commands(Language.EN).lab()) {
      Labs.run(lab, "docker network create " + network);
      for (String name : CONTAINERS) {
        Labs.run(lab, "docker run -d --name " + name + " --network " + network + " nginx");
      }
      NetworkGraph graph =
          NetworkGraph.of(lab.namespaces().stream().map(lab.kernel().view()::snapshot).toList());
      Picture picture =
          new PictureReader(graph, lab.engine(), lab.machines(), netns -> netns).read(true);
      return PictureSvg.of(picture, Language.EN, Optional.empty());
    }
  }

  @Test
  void aNetworkThatGoesOnSaysSoHoweverLongItsNameIs() {
    assertTrue(drawnWith("app_back").contains(">network app_back (continued)<"));
    String longName = "a_network_with_a_name_of_forty_letters";
    assertTrue(drawnWith(longName).contains("\u2026 (continued)<"));
  }
}
