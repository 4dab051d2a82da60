package passerelle.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import passerelle.cli.Labs;
import passerelle.cli.lab.SimLab;
import passerelle.graph.NetworkGraph;
import passerelle.text.Language;

/** A container that is started again and again is one container, wherever it stands just now. */
class RestartingPictureTest {
  private static List<String> stacksWith(SimLab lab) {
    NetworkGraph graph =
        NetworkGraph.of(lab.namespaces().stream().map(lab.kernel().view()::snapshot).toList());
    Picture picture =
        new PictureReader(graph, lab.engine(), lab.machines(), netns -> netns).read(true);
    return picture.stacks().stream()
        .filter(stack -> stack.kind() != Picture.Kind.MACHINE)
        .map(stack -> stack.name() + " " + stack.residents().size())
        .toList();
  }

  @Test
  void aContainerThatStartsOnceMoreIsDrawnOnce() {
    try (SimLab lab = (SimLab) Labs.commands(Language.EN).lab()) {
      Labs.run(lab, "docker run -d --name loop --restart always alpine sh -c 'exit 1'");
      for (int i = 0; i < 200; i++) {
        assertEquals(List.of("loop 1"), stacksWith(lab));
        lab.kernel().clock().advance(7_000_000);
      }
    }
  }
}
