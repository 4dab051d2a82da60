package passerelle.graph;

import org.jgrapht.graph.DefaultEdge;

/** An edge: how two devices are joined. */
public final class Wire extends DefaultEdge {
  private static final long serialVersionUID = 1L;

  /** Kinds of joints. */
  public enum Kind {
    /** The two ends of a veth pair. */
    VETH,
    /** A bridge and one of its ports. */
    BRIDGE_PORT
  }

  private final Kind kind;

  Wire(Kind kind) {
    this.kind = kind;
  }
}
