package passerelle.cli.lab;

import java.util.List;
import passerelle.graph.NetworkGraph;
import passerelle.kernel.NetnsSnapshot;
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

  /** Who is wired to whom. */
  public static NetworkGraph graph(Lab lab) {
    List<NetnsSnapshot> all = lab.namespaces().stream().map(lab.kernel().view()::snapshot).toList();
    return NetworkGraph.of(all);
  }
}
