package passerelle.sim.bridge;

import java.util.Optional;
import passerelle.sim.link.Device;
import passerelle.sim.link.NfBridgeInfo;
import passerelle.sim.link.RxHandler;
import passerelle.sim.link.Skb;
import passerelle.sim.uapi.PortInfo;

/** A port of a bridge ({@code struct net_bridge_port}). */
public final class BridgePort implements RxHandler {
  private final Bridge bridge;
  private final Device device;
  private final int number;
  private final NfBridgeInfo incoming;
  private boolean hairpin;
  private boolean forwarded;

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
    bridge.handleFrame(this, skb);
    return true;
  }

  public Device device() {
    return device;
  }

  /** What a packet that came in by this port remembers of it; one for all. */
  NfBridgeInfo incoming() {
    return incoming;
  }

  /** Port number on the bridge, from 1. */
  public int number() {
    return number;
  }

  /** Frames may leave by the port that they came in by ({@code BR_HAIRPIN_MODE}). */
  public boolean isHairpin() {
    return hairpin;
  }

  public void setHairpin(boolean on) {
    hairpin = on;
  }

  /** As programs are told of it. */
  public PortInfo info() {
    return new PortInfo(bridge.index(), bridge.mac(), number, hairpin, isForwarding());
  }

  /** Notes whether the port forwards now; true when it did and does no more. */
  boolean wentDown(boolean forwards) {
    boolean down = forwarded && !forwards;
    forwarded = forwards;
    return down;
  }

  /** Without the spanning tree protocol a port forwards whenever its device has carrier. */
  public boolean isForwarding() {
    return device.isRunning();
  }
}
