package passerelle.graph;

import passerelle.kernel.LinkView;

/**
 * A device as a vertex.
 *
 * @param netns name of its namespace
 * @param link what the snapshot says of it
 */
public record DeviceNode(String netns, LinkView link) {
  @Override
  public int hashCode() {
    return 31 * netns.hashCode() + link.name().hashCode();
  }

  /** {@code NAMESPACE/DEVICE}. */
  @Override
  public String toString() {
    return netns + "/" + link.name();
  }
}
