package passerelle.real.trace;

import java.util.List;
import java.util.Optional;
import passerelle.packet.IpPacket;

/** A packet that was made in a namespace: what the hooks told of it, and the frames it left as. */
final class Output {
  private final String netns;
  private final Optional<Passage> passage;
  private final List<Sighting> frames;
  private final long at;
  private boolean told;

  /**
   * A packet.
   *
   * @param at when it was made, as far as is known
   */
  Output(String netns, Optional<Passage> passage, List<Sighting> frames, long at) {
    this.at = at;
    this.netns = netns;
    this.passage = passage;
    this.frames = List.copyOf(frames);
  }

  String netns() {
    return netns;
  }

  Optional<Passage> passage() {
    return passage;
  }

  /** In the order in which they left; none when it never left. */
  List<Sighting> frames() {
    return frames;
  }

  long at() {
    return at;
  }

  /** The packet as it was made, before any hook. */
  IpPacket packet() {
    boolean cut = frames.size() > 1;
    if (frames.isEmpty() || cut && passage.isPresent()) {
      return passage.orElseThrow().entry().toPacket();
    }
    IpPacket left = (IpPacket) frames.get(0).packet();
    return passage.map(p -> p.entry().applyTo(left)).orElse(left);
  }

  boolean isTold() {
    return told;
  }

  void tell() {
    told = true;
  }
}
