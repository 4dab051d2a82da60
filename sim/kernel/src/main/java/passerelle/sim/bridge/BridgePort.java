package passerelle.sim.bridge;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.sim.core.EventLoop;
import passerelle.sim.link.Device;
import passerelle.sim.link.NfBridgeInfo;
import passerelle.sim.link.RxHandler;
import passerelle.sim.link.Skb;
import passerelle.sim.uapi.PortFlag;
import passerelle.sim.uapi.PortInfo;
import passerelle.sim.uapi.PortState;

/** A port of a bridge ({@code struct net_bridge_port}). */
public final class BridgePort implements RxHandler {
  /** Of a wire of 10 Gbit/s ({@code port_cost}). */
  private static final int USUAL_COST = 2;

  private static final int USUAL_PRIORITY = 32;

  /** {@code forward_delay}, 15 seconds. */
  private static final long FORWARD_DELAY = 15 * EventLoop.SECOND;

  private final Bridge bridge;
  private final Device device;
  private final int number;

  /** Nobody reads it before the port is whole. */
  @SuppressWarnings("this-escape")
  private final Optional<BridgePort> some = Optional.of(this);

  private final NfBridgeInfo incoming;
  private Set<PortFlag> flags = PortFlag.USUAL;
  private PortState state = PortState.DISABLED;
  private int cost = USUAL_COST;
  private int priority = USUAL_PRIORITY;

  /** When the timer ends that began as the port became one that forwards, in virtual time. */
  private long delayed;

  BridgePort(Bridge bridge, Device device, int number) {
    this.bridge = bridge;
    this.device = device;
    this.number = number;
    incoming = NfBridgeInfo.from(device);
  }

  /** What port a device is; empty when it is none. */
  public static Optional<BridgePort> of(Device device) {
    return device.rxHandler().filter(BridgePort.class::isInstance).map(BridgePort.class::cast);
  }

  public Bridge bridge() {
    return bridge;
  }

  @Override
  public boolean handleFrame(Skb skb) {
    bridge.input().handleFrame(this, skb);
    return true;
  }

  public Device device() {
    return device;
  }

  /** The port where there may be none, for a packet's path: made once. */
  Optional<BridgePort> some() {
    return some;
  }

  /** Its device, the same way. */
  Optional<Device> outside() {
    return device.some();
  }

  /** What a packet that came in by this port remembers of it; one for all. */
  NfBridgeInfo incoming() {
    return incoming;
  }

  /** Port number on the bridge, from 1. */
  public int number() {
    return number;
  }

  /** Whether it does this. */
  public boolean does(PortFlag flag) {
    return flags.contains(flag);
  }

  /** What it does. */
  public Set<PortFlag> flags() {
    return flags;
  }

  public void set(PortFlag flag, boolean on) {
    Set<PortFlag> changed = EnumSet.noneOf(PortFlag.class);
    changed.addAll(flags);
    if (on) {
      changed.add(flag);
    } else {
      changed.remove(flag);
    }
    flags = Collections.unmodifiableSet(changed);
  }

  /** Its way costs so much ({@code br_stp_set_path_cost}), 1 at least. */
  public void setCost(int value) {
    cost = value;
  }

  /** Its rank among the ports ({@code br_stp_set_port_priority}), 0..63. */
  public void setPriority(int value) {
    priority = value;
  }

  /** As programs are told of it. */
  public PortInfo info() {
    return new PortInfo(bridge.index(), bridge.mac(), number, cost, priority, flags, state);
  }

  /**
   * Follows its device and the bridge ({@code br_stp_enable_port}, {@code br_stp_disable_port}):
   * without the spanning tree protocol it forwards at once.
   *
   * @return true when it has just been disabled
   */
  boolean follow() {
    boolean runs = device.isRunning() && bridge.isUp();
    if (runs && state == PortState.DISABLED) {
      forward();
    } else if (!runs && state != PortState.DISABLED) {
      state = PortState.DISABLED;
      return true;
    }
    return false;
  }

  /** {@code br_make_forwarding}. */
  private void forward() {
    state = PortState.FORWARDING;
    delayed = device.machine().now() + FORWARD_DELAY;
  }

  /**
   * Puts it into a state by hand ({@code br_set_port_state}). A port that blocks is looked at again
   * and forwards, for there is no spanning tree protocol; one that listens or learns goes on to the
   * next state if the timer of its last beginning still runs.
   *
   * @throws KernelException ENETDOWN where the device is down, or has no carrier and should do more
   */
  void setState(PortState asked) throws KernelException {
    if (!device.isUp() || !device.isRunning() && asked != PortState.DISABLED) {
      throw new KernelException(Errno.ENETDOWN);
    }
    state = asked;
    if (state == PortState.BLOCKING) {
      forward();
    } else if (delayed > device.machine().now()) {
      device.machine().loop().startTimer(delayed - device.machine().now(), this::delayOver);
    }
  }

  /** {@code br_forward_delay_timer_expired}. */
  private void delayOver() {
    long now = device.machine().now();
    if (now >= delayed && state == PortState.LISTENING) {
      state = PortState.LEARNING;
      delayed = now + FORWARD_DELAY;
      device.machine().loop().startTimer(FORWARD_DELAY, this::delayOver);
    } else if (now >= delayed && state == PortState.LEARNING) {
      state = PortState.FORWARDING;
      bridge.portsChanged();
    }
  }

  public PortState state() {
    return state;
  }

  public boolean isForwarding() {
    return state == PortState.FORWARDING;
  }

  /** Why a frame must not leave by it, where it came in by another port; empty when it may. */
  Optional<String> refusal(Optional<BridgePort> from) {
    if (from.isPresent() && from.get() == this && !does(PortFlag.HAIRPIN)) {
      return Optional.of("hairpin off");
    }
    if (!isForwarding()) {
      return Optional.of("state " + state.word());
    }
    boolean apart = from.isPresent() && from.get().does(PortFlag.ISOLATED);
    return apart && does(PortFlag.ISOLATED) ? Optional.of("isolated") : Optional.empty();
  }
}
