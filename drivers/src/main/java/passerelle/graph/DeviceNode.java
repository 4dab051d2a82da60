package passerelle.graph;

import passerelle.kernel.LinkView;

/**
 * A device as a vertex.
 *
 * @param netns name of its namespace
 * @param link what the snapshot says of it
 */
public record DeviceNode(String netns, LinkView link) {
  /** {@code NAMESPACE/DEVICE}. */
  @Override
  public String toString() {
    return netns + "/" + link.name();
  }
}
