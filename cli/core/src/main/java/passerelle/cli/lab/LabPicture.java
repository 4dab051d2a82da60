package passerelle.cli.lab;

import java.util.List;
import java.util.Map;
import passerelle.addr.Family;
import passerelle.graph.NetworkGraph;
import passerelle.kernel.Kernel;
import passerelle.kernel.NetnsSnapshot;
import passerelle.kernel.RulesView;
import passerelle.picture.Picture;
import passerelle.picture.PictureReader;

/** What is drawn of a lab as it is now. */
public final class LabPicture {
  private LabPicture() {}

  /** All of it, containers that do not run included. */
  public static Picture of(Lab lab) {
    return of(lab, graph(lab), true);
  }

  /**
   * Some of it.
   *
   * @param graph of the namespaces that are to be drawn
   * @param stopped containers that do not run are in it, too
   */
  public static Picture of(Lab lab, NetworkGraph graph, boolean stopped) {
    return new PictureReader(graph, lab.engine(), lab.machines(), new Sites(lab)::label)
        .read(stopped);
  }

  /** Who is wired to whom. Looked at after each command, so that nothing else is asked for. */
  public static NetworkGraph graph(Lab lab) {
    Kernel.View view = lab.kernel().view();
    return NetworkGraph.of(lab.namespaces().stream().map(netns -> drawn(netns, view)).toList());
  }

  private static NetnsSnapshot drawn(String netns, Kernel.View view) {
    return new NetnsSnapshot(
        netns,
        view.links(netns),
        List.of(),
        List.of(),
        List.of(),
        view.rules(netns, Family.IPV4),
        RulesView.NONE,
        List.of(),
        List.of(),
        Map.of());
  }
}
