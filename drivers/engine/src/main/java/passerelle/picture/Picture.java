package passerelle.picture;

import java.util.List;
import java.util.Optional;
import passerelle.kernel.LinkView;
import passerelle.netfilter.RuleReference;

/**
 * What is drawn of a lab.
 *
 * @param stacks machines first, then the others in the order in which they came to be
 * @param cables veth pairs with both ends in sight
 * @param stands devices that stand on another one, which is the first end: VLANs, macvlan, ipvlan
 * @param wires networks whose containers are on the wire of a device of the host
 */
public record Picture(
    List<Stack> stacks, List<Cable> cables, List<Cable> stands, List<NetworkFacts> wires) {

  /** What a network stack belongs to. */
  public enum Kind {
    MACHINE,
    /** A container's own. */
    CONTAINER,
    /** Made by hand, by {@code ip netns add}. */
    NAMESPACE,
    /** A container that does not run has none: what it would have. */
    STOPPED
  }

  /**
   * A network stack: the box.
   *
   * @param id of the drawn thing
   * @param netns name of the namespace; for a stopped container, its id
   * @param name what people call it
   * @param residents the containers in it; its owner first
   * @param devices by index
   * @param translations its rules of NAT
   * @param since a moment that orders stacks as they were made, in nanoseconds of the lab's time
   */
  public record Stack(
      String id,
      String netns,
      Kind kind,
      String name,
      List<Resident> residents,
      List<Device> devices,
      List<Translation> translations,
      long since) {

    @Override
    public int hashCode() {
      return id.hashCode();
    }

    /** The device of a name. */
    public Optional<Device> device(String wanted) {
      return devices.stream().filter(d -> d.name().equals(wanted)).findFirst();
    }
  }

  /**
   * A container in a stack: the pill.
   *
   * @param state {@code running}, {@code exited}...
   * @param mode the network mode as people say it: {@code bridge}, {@code host}, {@code
   *     container:web}...
   * @param networks names of the networks that it is on, or will be
   */
  public record Resident(String id, String name, String state, String mode, List<String> networks) {

    public boolean isRunning() {
      return state.equals("running") || state.equals("paused");
    }

    /** It is there with its network, and does nothing. */
    boolean isStill() {
      return !state.equals("running");
    }
  }

  /**
   * A device.
   *
   * @param id of the drawn thing; that of the network where it is a network's bridge
   * @param addresses with prefix length
   * @param up it and what is below it
   * @param master the bridge that it is a port of
   * @param tunnel where what it sends is carried to
   * @param network of the engine, whose bridge this is
   */
  public record Device(
      String id,
      String netns,
      String name,
      String kind,
      List<String> addresses,
      boolean up,
      Optional<String> master,
      Optional<LinkView.Tunnel> tunnel,
      Optional<NetworkFacts> network) {

    @Override
    public int hashCode() {
      return id.hashCode();
    }

    public boolean isBridge() {
      return kind.equals("bridge");
    }

    public boolean isLoopback() {
      return kind.equals("loopback");
    }

    /** Which tunnel it is, and where to; empty where it is none. */
    String carried() {
      return tunnel
          .map(t -> " " + kind + " " + t.id() + t.remote().map(r -> " \u21e2 " + r).orElse(""))
          .orElse("");
    }

    /** The first address without prefix length. */
    public Optional<String> address() {
      return addresses.stream().findFirst().map(a -> a.replaceAll("/.*", ""));
    }
  }

  /**
   * A network of the engine.
   *
   * @param subnet empty where it has none
   * @param internal without a way out
   * @param hue number of its colour, from 0
   * @param created nanoseconds of the lab's time
   * @param wire the device of the host whose wire it is; empty where it has a device of its own
   */
  public record NetworkFacts(
      String id,
      String name,
      String driver,
      String subnet,
      boolean internal,
      int hue,
      long created,
      Optional<Wire> wire) {}

  /**
   * The wire that a network's containers are on.
   *
   * @param parent name of the host's device
   * @param mode {@code bridge}, {@code private}, {@code l2}...
   */
  public record Wire(String parent, String mode) {}

  /**
   * Two devices that belong together: the line.
   *
   * @param up both ends are
   */
  public record Cable(String id, Device one, Device other, boolean up) {
    /** The end that is not this one; empty where neither is. */
    public Optional<Device> otherEnd(Device end) {
      return one.id().equals(end.id())
          ? Optional.of(other)
          : other.id().equals(end.id()) ? Optional.of(one) : Optional.empty();
    }
  }

  /**
   * A rule of the nat table that rewrites.
   *
   * @param target {@code DNAT}, {@code SNAT}, {@code MASQUERADE} or {@code REDIRECT}
   * @param match what it is for: a port, a prefix; empty for everything
   * @param to what it puts there; empty where the rule names nothing
   * @param rule which one it is
   */
  public record Translation(String id, String target, String match, String to, RuleReference rule) {
    /** It changes the destination: a way in. */
    public boolean isInward() {
      return target.equals("DNAT") || target.equals("REDIRECT");
    }
  }

  /**
   * The drawn things of a place on a packet's way.
   *
   * @param stack id of the box
   * @param device id of the device
   * @param cable id of the cable that is plugged into it
   */
  public record Place(String stack, String device, Optional<String> cable) {}

  /**
   * Where a packet is, by the namespace and the device of a {@link passerelle.trace.Hop}; empty for
   * what is not in the picture. Before a device is chosen, the place is the stack alone. In a
   * crowded picture a device may be left out: then its stack is drawn.
   */
  public Optional<Place> place(String netns, String device) {
    return stack(netns)
        .map(
            stack ->
                stack
                    .device(device)
                    .map(d -> new Place(stack.id(), d.id(), line(d).map(Cable::id)))
                    .orElse(new Place(stack.id(), stack.id(), Optional.empty())));
  }

  /** The stack of a namespace. */
  public Optional<Stack> stack(String netns) {
    return stacks.stream().filter(s -> s.netns().equals(netns)).findFirst();
  }

  /** The line that leads to a device: its cable, or that from the device that it stands on. */
  Optional<Cable> line(Device device) {
    return cable(device)
        .or(() -> stand(device).filter(s -> !s.one().netns().equals(device.netns())));
  }

  /** The cable that is plugged into a device. */
  public Optional<Cable> cable(Device device) {
    return cables.stream().filter(c -> c.otherEnd(device).isPresent()).findFirst();
  }

  /** The device that one stands on. */
  public Optional<Device> lower(Device device) {
    return stand(device).map(Cable::one);
  }

  /** A device that stands on another, with that one. */
  public Optional<Cable> stand(Device device) {
    return stands.stream().filter(s -> s.other().id().equals(device.id())).findFirst();
  }

  /** The network by which a device in a stack stands on another; empty where none made it. */
  public Optional<NetworkFacts> wire(Cable stand) {
    return stack(stand.other().netns()).stream()
        .flatMap(stack -> stack.residents().stream())
        .flatMap(resident -> resident.networks().stream())
        .flatMap(name -> wires.stream().filter(w -> w.name().equals(name)))
        .filter(w -> w.wire().filter(on -> on.parent().equals(stand.one().name())).isPresent())
        .findFirst();
  }

  /** What a device's cable leads to. */
  public Optional<Device> peer(Device device) {
    return cable(device).flatMap(c -> c.otherEnd(device));
  }
}
