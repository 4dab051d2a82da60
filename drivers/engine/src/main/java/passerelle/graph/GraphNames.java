package passerelle.graph;

import java.util.List;
import java.util.Optional;

/** What people call the things of a graph, and what they know of them that the kernel does not. */
public interface GraphNames {
  /** How a namespace is called: by its machine, or by the container that it was made for. */
  String place(String netns);

  /** What is to be said of a namespace as a whole, such as {@code --network none}. */
  Optional<String> remark(String netns);

  /** The containers that share a namespace made for something else. */
  List<Guest> guests(String netns);

  /** What a device is for, such as a network that the engine calls by a name. */
  Optional<String> purpose(DeviceNode device);

  /** The containers that have no namespace, since they do not run. */
  List<Guest> stopped();

  /**
   * A container without a namespace of its own.
   *
   * @param name of the container
   * @param state of a stopped one; empty for one that runs
   * @param network how it is, or would be, connected
   */
  record Guest(String name, String state, String network) {}
}
