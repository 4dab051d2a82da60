package passerelle.kernel.op;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import passerelle.addr.IpAddress;

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

    R macvlan(Macvlan macvlan) throws E;

    R ipvlan(Ipvlan ipvlan) throws E;

    R vxlan(Vxlan vxlan) throws E;
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

  /**
   * A device with an address of its own on another one's wire (drivers/net/macvlan.c).
   *
   * @param lower name of the device that it stands on
   */
  record Macvlan(Optional<String> lower, Mode mode) implements LinkKind {
    /** Which of its siblings it reaches without the wire ({@code enum macvlan_mode}). */
    public enum Mode {
      /** None, not even over the wire. */
      PRIVATE(1),
      /** None; the switch at the wire's end may send frames back. */
      VEPA(2),
      /** All of them. */
      BRIDGE(4),
      /** It has none: the wire, and the address of what it stands on, are its alone. */
      PASSTHRU(8);

      private final int number;

      Mode(int number) {
        this.number = number;
      }

      /** Its number in {@code IFLA_MACVLAN_MODE}. */
      public int number() {
        return number;
      }

      /** As ip and Docker name it. */
      public String word() {
        return name().toLowerCase(Locale.ROOT);
      }

      /** The mode of such a name. */
      public static Optional<Mode> of(String word) {
        return Arrays.stream(values()).filter(mode -> mode.word().equals(word)).findFirst();
      }
    }

    @Override
    public String word() {
      return "macvlan";
    }

    @Override
    public List<String> arguments(String netns) {
      return List.of("mode", mode.word());
    }

    @Override
    public <R, E extends Exception> R accept(Visitor<R, E> visitor) throws E {
      return visitor.macvlan(this);
    }
  }

  /**
   * A device that shares another one's wire and hardware address (drivers/net/ipvlan).
   *
   * @param lower name of the device that it stands on
   * @param mode where packets find their way, which all guests of a device have in common
   * @param flag which of its siblings it reaches, they too
   */
  record Ipvlan(Optional<String> lower, Mode mode, Flag flag) implements LinkKind {
    /** Where packets find their way ({@code IPVLAN_MODE_L2}...). */
    public enum Mode {
      /** The guest has neighbours of its own. */
      L2,
      /** What is for elsewhere goes by the routes of the machine below. */
      L3;

      /** As ip and Docker name it. */
      public String word() {
        return name().toLowerCase(Locale.ROOT);
      }

      /** The mode of such a name. */
      public static Optional<Mode> of(String word) {
        return Arrays.stream(values()).filter(mode -> mode.word().equals(word)).findFirst();
      }
    }

    /** Whom it reaches without the wire, in the order of the bits that say so. */
    public enum Flag {
      BRIDGE,
      PRIVATE,
      VEPA;

      /** As ip and Docker name it. */
      public String word() {
        return name().toLowerCase(Locale.ROOT);
      }

      /** The flag of such a name. */
      public static Optional<Flag> of(String word) {
        return Arrays.stream(values()).filter(flag -> flag.word().equals(word)).findFirst();
      }
    }

    @Override
    public String word() {
      return "ipvlan";
    }

    @Override
    public List<String> arguments(String netns) {
      return flag == Flag.BRIDGE
          ? List.of("mode", mode.word())
          : List.of("mode", mode.word(), flag.word());
    }

    @Override
    public <R, E extends Exception> R accept(Visitor<R, E> visitor) throws E {
      return visitor.ipvlan(this);
    }
  }

  /**
   * A wire of Ethernet over UDP (RFC 7348; drivers/net/vxlan).
   *
   * @param id the network's identifier, 0..16777215
   * @param device name of the device that datagrams leave by, where one is named
   * @param local the address that they come from, where one is named
   * @param remote where frames go of which nobody knows better: another machine, or a group of them
   * @param port the port that datagrams go to and come to, 1..65535
   * @param ttl their time to live; 0 for the usual one
   * @param learning whether it learns behind which machine an address is
   */
  record Vxlan(
      int id,
      Optional<String> device,
      Optional<IpAddress> local,
      Optional<IpAddress> remote,
      int port,
      int ttl,
      boolean learning)
      implements LinkKind {
    @Override
    public String word() {
      return "vxlan";
    }

    @Override
    public List<String> arguments(String netns) {
      List<String> words = new ArrayList<>(List.of("id", "" + id));
      remote.ifPresent(to -> words.addAll(List.of(to.isMulticast() ? "group" : "remote", "" + to)));
      local.ifPresent(from -> words.addAll(List.of("local", "" + from)));
      device.ifPresent(name -> words.addAll(List.of("dev", name)));
      words.addAll(List.of("dstport", "" + port));
      if (ttl != 0) {
        words.addAll(List.of("ttl", "" + ttl));
      }
      if (!learning) {
        words.add("nolearning");
      }
      return words;
    }

    @Override
    public <R, E extends Exception> R accept(Visitor<R, E> visitor) throws E {
      return visitor.vxlan(this);
    }
  }
}
