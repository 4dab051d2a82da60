package passerelle.sim.bridge;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import passerelle.addr.MacAddress;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.netfilter.Hook;
import passerelle.sim.core.EventLoop;
import passerelle.sim.core.Machine;
import passerelle.sim.link.Device;
import passerelle.sim.link.Skb;
import passerelle.sim.netfilter.Hooks;
import passerelle.sim.uapi.EthtoolOps;
import passerelle.sim.uapi.HardwareType;
import passerelle.sim.uapi.LinkData;
import passerelle.sim.uapi.NftFamily;
import passerelle.sim.uapi.PortState;
import passerelle.trace.DropReason;
import passerelle.trace.HopEvent;

/** A bridge: a device of its own and the switch behind it ({@code struct net_bridge}). */
public final class Bridge extends Device {
  /** {@code BR_MAX_PORTS}. */
  private static final int MAX_PORTS = 1024;

  private static final int DEFAULT_MTU = 1500;

  /**
   * The port's own change has just been looked at, and what is not urgent is looked at once a
   * second ({@code linkwatch_schedule_work}): what has a carrier again by then was never without.
   */
  private static final long LINK_WATCH = EventLoop.SECOND;

  private static final EthtoolOps ETHTOOL =
      new EthtoolOps(
          Optional.of(new EthtoolOps.DriverInfo("2.3", "N/A")),
          OptionalInt.empty(),
          false,
          false,
          false,
          false);

  private final Fdb fdb = new Fdb();

  /** In the order in which they were added. */
  private final List<BridgePort> ports = new ArrayList<>();

  private final BitSet numbers = new BitSet();
  private boolean fixedMac;

  /** Linux gives a bridge its carrier at birth and judges by the ports from the first change on. */
  private boolean judged;

  private boolean fixedMtu;
  private BridgeNetfilter netfilter = BridgeNetfilter.OFF;
  private Optional<Hooks> rules = Optional.empty();
  private final BridgeForward forwarding = new BridgeForward(this);
  private final BridgeInput input = new BridgeInput(this, forwarding);
  private Runnable carrierListener = () -> {};
  private boolean hadCarrier;

  /**
   * A bridge without ports.
   *
   * @param mac its address; without one, a random address until the lowest of its ports' is taken
   */
  public Bridge(Machine machine, String name, MacAddress mac, boolean fixedMac) {
    super(machine, name, mac, DEFAULT_MTU);
    this.fixedMac = fixedMac;
    judged = fixedMac;
  }

  @Override
  public String kind() {
    return "bridge";
  }

  @Override
  public LinkData data() {
    return new LinkData.Bridge(fdb.learned(machine().now()), fdb.ageingTime());
  }

  public Fdb fdb() {
    return fdb;
  }

  /** The ports in the order in which they were added. */
  public List<BridgePort> ports() {
    return List.copyOf(ports);
  }

  /** What bridge a device is; empty when it is none. */
  public static Optional<Bridge> of(Device device) {
    return device instanceof Bridge bridge ? Optional.of(bridge) : Optional.empty();
  }

  List<BridgePort> portTable() {
    return ports;
  }

  public Optional<BridgePort> port(Device device) {
    return BridgePort.of(device).filter(port -> port.bridge() == this);
  }

  /** The rules of the bridge family ({@code NF_HOOK} with NFPROTO_BRIDGE). */
  boolean passes(Hook hook, Skb skb, Optional<BridgePort> in, Optional<BridgePort> out) {
    return !machine().needsFrameHooks()
        || rules.isEmpty()
        || rules
            .get()
            .passes(
                NftFamily.BRIDGE,
                hook,
                skb,
                in.flatMap(BridgePort::outside),
                out.flatMap(BridgePort::outside));
  }

  public void setRules(Hooks value) {
    rules = Optional.of(value);
  }

  BridgeNetfilter netfilter() {
    return netfilter;
  }

  public void setNetfilter(BridgeNetfilter value) {
    netfilter = value;
  }

  /** Called when the bridge gets or loses its carrier. */
  public void onCarrierChange(Runnable listener) {
    carrierListener = listener;
  }

  @Override
  public boolean isNetnsImmutable() {
    return true;
  }

  @Override
  public boolean snoopsMulticast() {
    return true;
  }

  /** What it is given by its ports has lost its link-layer header ({@code br_pass_frame_up}). */
  @Override
  protected int counted(Skb skb, boolean arriving) {
    return arriving ? skb.packet().length() : skb.length();
  }

  /** With its carrier from birth on nobody noticed a change while it never had a port. */
  @Override
  public boolean isLinkWatched() {
    return !ports.isEmpty();
  }

  @Override
  public EthtoolOps ethtool() {
    return ETHTOOL.at(
        devices()
            .filter(Device::isRunning)
            .flatMapToInt(port -> port.ethtool().speed().stream())
            .max());
  }

  /** It no longer follows the ports ({@code BROPT_MTU_SET_BY_USER}). */
  @Override
  public void changeMtu(int mtu) {
    fixedMtu = true;
    assignMtu(mtu);
  }

  /** It no longer follows the ports ({@code br_set_mac_address}). */
  @Override
  public void changeMac(MacAddress mac) {
    fixedMac = true;
    judged = true;
    setMac(mac);
    carrierMayHaveChanged();
  }

  /**
   * Makes a device a port ({@code br_add_if}).
   *
   * @throws KernelException EINVAL for one that has no Ethernet addresses, ELOOP for a bridge,
   *     EXFULL when the bridge has its 1023 ports
   */
  @Override
  public void enslave(Device device) throws KernelException {
    if (device.type() != HardwareType.ETHER) {
      throw new KernelException(Errno.EINVAL);
    }
    if (of(device).isPresent()) {
      throw new KernelException(Errno.ELOOP, "Can not enslave a bridge to a bridge");
    }
    if (device.rxHandler().isPresent()) {
      throw new KernelException(Errno.EBUSY);
    }
    int number = numbers.nextClearBit(1);
    if (number >= MAX_PORTS) {
      throw new KernelException(Errno.EXFULL);
    }
    numbers.set(number);
    BridgePort port = new BridgePort(this, device, number);
    ports.add(port);
    judged = true;
    device.setMaster(some());
    device.setRxHandler(Optional.of(port));
    fdb.addPermanent(device.mac(), port, true, machine().now());
    followNewPort(device);
    portChanged(port);
  }

  /** Takes a port away ({@code br_del_if}). */
  @Override
  public void release(Device device) {
    port(device)
        .ifPresent(
            port -> {
              ports.remove(port);
              numbers.clear(port.number());
              fdb.removeBehind(port, true);
              device.setMaster(Optional.empty());
              device.setRxHandler(Optional.empty());
              followPorts();
              carrierMayHaveChanged();
            });
  }

  @Override
  protected void lowerChanged(Device device) {
    BridgePort.of(device).ifPresent(this::portChanged);
  }

  @Override
  protected void lowerResized(Device device) {
    followPorts();
  }

  private void portChanged(BridgePort port) {
    follow(port);
    if (hasCarrier()) {
      carrierMayHaveChanged();
    } else {
      machine().loop().startTimer(LINK_WATCH, this::carrierMayHaveChanged);
    }
  }

  private void follow(BridgePort port) {
    if (port.follow()) {
      fdb.removeBehind(port, false);
    }
  }

  /** The ports go down and up with their bridge ({@code br_stp_disable_bridge}). */
  @Override
  protected void stateChanged() {
    ports.forEach(this::follow);
    carrierMayHaveChanged();
  }

  /**
   * Puts a port into a state by hand.
   *
   * @throws KernelException ENETDOWN where its device does not run
   */
  public void setState(BridgePort port, PortState state) throws KernelException {
    port.setState(state);
    carrierMayHaveChanged();
  }

  /** A port forwards by itself. */
  void portsChanged() {
    carrierMayHaveChanged();
  }

  private void carrierMayHaveChanged() {
    boolean has = hasCarrier();
    if (has != hadCarrier) {
      hadCarrier = has;
      carrierListener.run();
    }
  }

  private void followNewPort(Device device) {
    boolean first = ports.size() == 1;
    if (!fixedMac && (first || device.mac().compareTo(mac()) < 0)) {
      setMac(device.mac());
    }
    if (!fixedMtu && (first || device.mtu() < mtu())) {
      assignMtu(device.mtu());
    }
  }

  /**
   * The lowest MAC address and the lowest MTU of the ports, where nobody has fixed them; without
   * ports the zero address ({@code br_stp_recalculate_bridge_id}).
   */
  private void followPorts() {
    if (!fixedMac) {
      setMac(devices().map(Device::mac).min(MacAddress::compareTo).orElse(MacAddress.ZERO));
    }
    if (!fixedMtu) {
      assignMtu(devices().mapToInt(Device::mtu).min().orElse(DEFAULT_MTU));
    }
  }

  private Stream<Device> devices() {
    return ports.stream().map(BridgePort::device);
  }

  @Override
  public boolean hasCarrier() {
    return isUp() && (!judged || anyPortForwards());
  }

  private boolean anyPortForwards() {
    for (BridgePort port : ports) {
      if (port.isForwarding()) {
        return true;
      }
    }
    return false;
  }

  /**
   * A frame from the host's own stack ({@code br_dev_xmit}), or a bridged one that had its
   * destination changed and a neighbour looked up for that ({@code br_nf_dev_xmit}).
   */
  @Override
  protected boolean xmit(Skb skb) {
    Optional<MacAddress> bridged = skb.nfBridge().source();
    if (bridged.isPresent()) {
      skb.setNfBridge(skb.nfBridge().withSource(Optional.empty()));
      Optional<BridgePort> from = skb.nfBridge().in().flatMap(this::port);
      if (from.isPresent()) {
        skb.setFrame(bridged.get(), skb.destination());
        input.handleFrameFinish(from.get(), skb);
        return true;
      }
    }
    MacAddress to = skb.destination();
    Optional<Fdb.Entry> entry = to.isMulticast() ? Optional.empty() : fdb.find(to, machine().now());
    if (entry.isPresent()) {
      // The address of a port, too, is behind that port here: so a device without ARP sends.
      forwarding.traceLookup(skb, to, HopEvent.FdbResult.FORWARD, List.of(entry.get().port()));
      if (forwarding.mayLeave(Optional.empty(), entry.get().port(), skb)) {
        forwarding.sendOwn(entry.get().port(), skb);
      }
    } else if (to.equals(mac())) {
      skb.drop(this, "br_forward", DropReason.BRIDGE_NO_EGRESS_PORT, "its own address");
    } else {
      forwarding.flood(Optional.empty(), skb, false);
    }
    return true;
  }

  /** What goes through, or to all, is seen by a capture on the bridge too. */
  void tapForwarded(Skb skb) {
    tapInPassing(skb);
  }

  BridgeInput input() {
    return input;
  }

  /** To the host's own stack, as if received by the bridge device ({@code br_pass_frame_up}). */
  void passUp(Optional<BridgePort> from, Skb skb) {
    if (from.isEmpty() || passes(Hook.INPUT, skb, from, Optional.empty())) {
      receive(skb);
    }
  }
}
