package passerelle.kernel.op;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A kind of device with what only that kind is told ({@code IFLA_LINKINFO}). Whoever makes devices
 * is a {@link Visitor}, so that a kind is made everywhere or nowhere.
 */
public sealed interface LinkKind {
  /** The word behind {@code type}. */
  String word();

  /**
   * The words behind that one.
   *
   * @param netns the namespace of the device itself
   */
  default List<String> arguments(String netns) {
    return List.of();
  }

  /** Name of the device that it stands on, where it stands on one ({@code IFLA_LINK}). */
  default Optional<String> lower() {
    return Optional.empty();
  }

  /** Calls the visitor's method for this kind. */
  <R, E extends Exception> R accept(Visitor<R, E> visitor) throws E;

  /** Does something for each kind. */
  interface Visitor<R, E extends Exception> {
    R bridge(Bridge bridge) throws E;

    R dummy(Dummy dummy) throws E;

    R veth(Veth veth) throws E;

    R vlan(Vlan vlan) throws E;
  }

  /** A bridge (net/bridge). */
  record Bridge() implements LinkKind {
    @Override
    public String word() {
      return "bridge";
    }

    @Override
    public <R, E extends Exception> R accept(Visitor<R, E> visitor) throws E {
      return visitor.bridge(this);
    }
  }

  /** A device without a wire (drivers/net/dummy.c). */
  record Dummy() implements LinkKind {
    @Override
    public String word() {
      return "dummy";
    }

    @Override
    public <R, E extends Exception> R accept(Visitor<R, E> visitor) throws E {
      return visitor.dummy(this);
    }
  }

  /**
   * One end of a pair (drivers/net/veth.c). The other end takes its index first ({@code
   * veth_newlink}).
   *
   * @param peerNetns the namespace of the other end
   */
  record Veth(String peerNetns, LinkSpec peer) implements LinkKind {
    @Override
    public String word() {
      return "veth";
    }

    @Override
    public List<String> arguments(String netns) {
      List<String> words = new ArrayList<>(List.of("peer", "name"));
      words.addAll(peer.words());
      if (!peerNetns.equals(netns)) {
        words.addAll(List.of("netns", peerNetns));
      }
      return words;
    }

    @Override
    public <R, E extends Exception> R accept(Visitor<R, E> visitor) throws E {
      return visitor.veth(this);
    }
  }

  /**
   * One VLAN of another device (net/8021q). A kernel that is not told which says so.
   *
   * @param lower name of the device that it stands on ({@code IFLA_LINK}), which is looked for
   *     where the command is given
   * @param id its identifier, 0..4094
   */
  record Vlan(Optional<String> lower, OptionalInt id) implements LinkKind {
    @Override
    public String word() {
      return "vlan";
    }

    @Override
    public List<String> arguments(String netns) {
      return id.isPresent() ? List.of("id", "" + id.getAsInt()) : List.of();
    }

    @Override
    public <R, E extends Exception> R accept(Visitor<R, E> visitor) throws E {
      return visitor.vlan(this);
    }
  }
}
