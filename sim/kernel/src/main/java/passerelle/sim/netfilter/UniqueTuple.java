package passerelle.sim.netfilter;

import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.netfilter.PortRange;
import passerelle.packet.IpProtocol;
import passerelle.sim.core.JenkinsHash;
import passerelle.sim.core.LabRandom;

/**
 * Finds the tuple that a translated connection gets, such that no other connection has its answers
 * (net/netfilter/nf_nat_core.c:get_unique_tuple). A port is kept when it is free; otherwise another
 * of its class is sought: 1-511, 600-1023 or 1024-65535.
 */
record UniqueTuple(ConnectionTable table, LabRandom random) {
  /** Ports tried in one go (NF_NAT_MAX_ATTEMPTS). */
  private static final int MAX_ATTEMPTS = 128;

  /**
   * Chooses.
   *
   * @param original the tuple before this translation
   * @param source whether the source is changed, or the destination
   */
  Tuple choose(Tuple original, NatRange range, Connection connection, boolean source, long now) {
    if (source && !range.isRandom()) {
      if (isIn(original, range) && !isTaken(original, connection, now)) {
        return original;
      }
      Optional<Tuple> earlier = sameSource(original, range, connection, now);
      if (earlier.isPresent()) {
        return earlier.get();
      }
    }
    Tuple tuple = chooseAddress(original, range, source);
    if (!range.isRandom() && isGood(tuple, range, connection, source, now)) {
      return tuple;
    }
    return choosePort(tuple, range, connection, source, now);
  }

  private boolean isTaken(Tuple tuple, Connection connection, long now) {
    return table.isTaken(tuple.inverse(), connection, now);
  }

  private static boolean isIn(Tuple tuple, NatRange range) {
    return range.containsAddress(tuple.source()) && range.containsPort(tuple.sourceId());
  }

  /** The translation that another connection of this source has ({@code find_appropriate_src}). */
  private Optional<Tuple> sameSource(
      Tuple original, NatRange range, Connection connection, long now) {
    for (Connection other : table.ofSource(original)) {
      Tuple mapped = other.reply().inverse();
      Tuple tuple = original.withSource(mapped.source()).withSourceId(mapped.sourceId());
      if (isIn(tuple, range)) {
        return isTaken(tuple, connection, now) ? Optional.empty() : Optional.of(tuple);
      }
    }
    return Optional.empty();
  }

  /** Spreads clients over the addresses of the range ({@code find_best_ips_proto}). */
  private static Tuple chooseAddress(Tuple original, NatRange range, boolean source) {
    if (range.low().isEmpty()) {
      return original;
    }
    IpAddress low = range.low().get();
    long count = range.high().get().minus(low) + 1 & 0xffff_ffffL;
    // The kernel hashes the words of the tuple as they are in memory: in network order on a little
    // endian machine.
    int seed = range.persistent() ? 0 : Integer.reverseBytes(original.destination().lastWord());
    int hash = JenkinsHash.ofAddress(Integer.reverseBytes(original.source().lastWord()), seed);
    IpAddress address = low.plus(Integer.toUnsignedLong(hash) * count >>> 32);
    return source ? original.withSource(address) : original.withDestination(address);
  }

  private boolean isGood(
      Tuple tuple, NatRange range, Connection connection, boolean source, long now) {
    if (range.ports().isEmpty()) {
      return !isTaken(tuple, connection, now);
    }
    PortRange ports = range.ports().get();
    return range.basePort().isEmpty()
        && ports.contains(source ? tuple.sourceId() : tuple.destinationId())
        && (ports.isSingle() || !isTaken(tuple, connection, now));
  }

  /** Another port or identifier ({@code nf_nat_l4proto_unique_tuple}). */
  private Tuple choosePort(
      Tuple tuple, NatRange range, Connection connection, boolean source, long now) {
    boolean icmp = tuple.protocol() == IpProtocol.ICMP;
    if (!icmp && (!tuple.hasPorts() || !source && range.ports().isEmpty())) {
      return tuple;
    }
    boolean bySource = source || icmp;
    int key = bySource ? tuple.sourceId() : tuple.destinationId();
    PortRange ports = range.ports().orElse(icmp ? PortRange.ALL : classOf(key));
    int size = ports.last() - ports.first() + 1;
    int offset = 0;
    if (range.basePort().isPresent()) {
      offset = key - range.basePort().getAsInt() & 0xffff;
    } else if (range.isRandom() || source) {
      offset = random.nextInt(1 << 16);
    }
    Tuple tried = tuple;
    int attempts = Math.min(size, MAX_ATTEMPTS);
    while (true) {
      for (int i = 0; i < attempts; i++, offset++) {
        int port = ports.first() + offset % size;
        tried = bySource ? tuple.withSourceId(port) : tuple.withDestinationId(port);
        if (!isTaken(tried, connection, now)) {
          return tried;
        }
      }
      if (attempts >= size || attempts < 16) {
        return tried;
      }
      attempts /= 2;
      offset = random.nextInt(1 << 16);
    }
  }

  private static PortRange classOf(int port) {
    if (port < 512) {
      return new PortRange(1, 511);
    }
    return port < 1024 ? new PortRange(600, 1023) : new PortRange(1024, 65535);
  }
}
