package passerelle.sim.socket;

import java.util.Optional;
import java.util.OptionalInt;
import passerelle.packet.Payload;
import passerelle.sim.link.Device;

/** What {@code setsockopt(2)} sets of a socket ({@code socket(7)}, {@code ip(7)}). */
public final class SocketOptions {
  private OptionalInt ttl = OptionalInt.empty();
  private int multicastTtl = 1;
  private int tos;
  private Payload ipOptions = Payload.EMPTY;
  private int mark;
  private PathMtu pathMtu = PathMtu.WANT;
  private Optional<Device> device = Optional.empty();
  private boolean reuseAddress;
  private boolean reusePort;
  private boolean broadcast;
  private boolean receiveErrors;
  private boolean noDelay;

  /** IP_MTU_DISCOVER. */
  public enum PathMtu {
    /** Never set DF. */
    DONT,
    /** Set DF, but cut what is too long for the path oneself. */
    WANT,
    /** Set DF, and refuse what is too long for the path with EMSGSIZE. */
    DO,
    /** Set DF, and refuse with EMSGSIZE only what is too long for the device. */
    PROBE;

    /** Whether what is too long is refused, and the path's MTU is the program's own concern. */
    boolean refuses() {
      return this == DO || this == PROBE;
    }
  }

  /** IP_TTL, 1..255; empty for the namespace's default. */
  public OptionalInt ttl() {
    return ttl;
  }

  public SocketOptions setTtl(int value) {
    ttl = OptionalInt.of(value);
    return this;
  }

  /** IP_MULTICAST_TTL. */
  public int multicastTtl() {
    return multicastTtl;
  }

  public SocketOptions setMulticastTtl(int value) {
    multicastTtl = value;
    return this;
  }

  /** IP_TOS, 0..255. */
  public int tos() {
    return tos;
  }

  public SocketOptions setTos(int value) {
    tos = value;
    return this;
  }

  /** IP_OPTIONS, which every packet carries. */
  public Payload ipOptions() {
    return ipOptions;
  }

  public SocketOptions setIpOptions(Payload value) {
    ipOptions = value;
    return this;
  }

  /** SO_MARK. */
  public int mark() {
    return mark;
  }

  public SocketOptions setMark(int value) {
    mark = value;
    return this;
  }

  public PathMtu pathMtu() {
    return pathMtu;
  }

  public SocketOptions setPathMtu(PathMtu value) {
    pathMtu = value;
    return this;
  }

  /** SO_BINDTODEVICE. */
  public Optional<Device> device() {
    return device;
  }

  SocketOptions setDevice(Optional<Device> value) {
    device = value;
    return this;
  }

  /** SO_REUSEADDR. */
  public boolean reuseAddress() {
    return reuseAddress;
  }

  public SocketOptions setReuseAddress(boolean value) {
    reuseAddress = value;
    return this;
  }

  /** SO_REUSEPORT. */
  public boolean reusePort() {
    return reusePort;
  }

  public SocketOptions setReusePort(boolean value) {
    reusePort = value;
    return this;
  }

  /** SO_BROADCAST. */
  public boolean broadcast() {
    return broadcast;
  }

  public SocketOptions setBroadcast(boolean value) {
    broadcast = value;
    return this;
  }

  /** IP_RECVERR: ICMP errors are kept, to be read with {@link InetSocket#takeExtendedError}. */
  public boolean receiveErrors() {
    return receiveErrors;
  }

  public SocketOptions setReceiveErrors(boolean value) {
    receiveErrors = value;
    return this;
  }

  /** TCP_NODELAY: small segments do not wait for the acknowledgment of earlier ones. */
  public boolean noDelay() {
    return noDelay;
  }

  public SocketOptions setNoDelay(boolean value) {
    noDelay = value;
    return this;
  }

  /** Those of a connection that a listener accepted. */
  SocketOptions copy() {
    SocketOptions copy = new SocketOptions();
    copy.ttl = ttl;
    copy.tos = tos;
    copy.mark = mark;
    copy.pathMtu = pathMtu;
    copy.device = device;
    copy.reuseAddress = reuseAddress;
    copy.reusePort = reusePort;
    copy.noDelay = noDelay;
    return copy;
  }
}
