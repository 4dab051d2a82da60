package passerelle.network;

import java.util.Optional;

/**
 * What the options of a network mean to its driver, and to all of the engine that needs to know no
 * more than is here.
 */
public interface DriverOptions {
  /** A network without options. */
  DriverOptions NONE = new DriverOptions() {};

  /**
   * How a new address is told to the neighbours (libnetwork/osl/interface_linux.go).
   *
   * @param count gratuitous ARPs, 0 to 3
   * @param intervalMillis between two of them, 100 to 2000
   */
  record Announcement(int count, int intervalMillis) {
    public static final Announcement USUAL = new Announcement(3, 1000);
  }

  /**
   * The device of the host that a network is; empty where its driver makes none.
   *
   * @param id of the network, 64 hexadecimal digits
   */
  default Optional<String> device(String id) {
    return Optional.empty();
  }

  /**
   * The device of the host whose wire the network's containers are on; empty where they are on
   * none.
   *
   * @param id of the network, 64 hexadecimal digits
   */
  default Optional<String> parent(String id) {
    return Optional.empty();
  }

  /** Ports of its containers can be published, and are told (EndpointOperInfo). */
  default boolean publishes() {
    return true;
  }

  /** Its containers have no hardware address of their own, but that of the parent. */
  default boolean sharesMac() {
    return false;
  }

  /** Its containers are given no gateway, whatever was asked for. */
  default boolean withoutGateway() {
    return false;
  }

  /** Interfaces are named by this and a number. */
  default String prefix() {
    return "eth";
  }

  /** How often a container's address is announced when it has joined. */
  default Announcement announcement() {
    return Announcement.USUAL;
  }

  /** Containers of the network may talk to each other. */
  default boolean icc() {
    return true;
  }

  /**
   * No address is set aside for a gateway, unless one is named (driverapi.GwAllocChecker).
   *
   * @param internal the network has no way out
   */
  default boolean skipsGateway(boolean internal) {
    return false;
  }
}
