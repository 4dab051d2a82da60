package passerelle.sim.userland.traceroute;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import passerelle.addr.IpAddress;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.packet.IcmpMessage;
import passerelle.sim.socket.ExtendedError;
import passerelle.sim.socket.InetSocket;
import passerelle.sim.userland.traceroute.ProbeMethod.TraceFailure;

/** The probes of a trace, hop after hop, and what answers mean for them (traceroute.c). */
final class Trace {
  private final TracerouteOptions options;
  private final List<Probe> probes = new ArrayList<>();

  /** Octets behind the headers of the next probe; less and less while the path MTU is sought. */
  private int dataLength;

  Trace(TracerouteOptions options) {
    this.options = options;
    dataLength = options.dataLength;
    for (int i = 0; i < options.maxHops * options.probesPerHop; i++) {
      probes.add(new Probe());
    }
  }

  int size() {
    return probes.size();
  }

  Probe probe(int index) {
    return probes.get(index);
  }

  /** The number of the probe within its hop. */
  int turn(int index) {
    return index % options.probesPerHop;
  }

  /** The time to live of a probe. */
  int hop(int index) {
    return index / options.probesPerHop + 1;
  }

  int dataLength() {
    return dataLength;
  }

  /** The probe under way that an answer bears the number of. */
  Optional<Probe> bySequence(int sequence) {
    return sequence == 0
        ? Optional.empty()
        : probes.stream().filter(p -> p.sequence == sequence).findFirst();
  }

  /** Something from the other side. */
  void answered(Probe probe, IpAddress from, long time) {
    probe.from = Optional.of(from);
    probe.receivedAt = time;
    probe.last = true;
    probe.finish();
  }

  /** An ICMP error, or the machine's own ({@code recv_reply}). */
  void failed(Probe probe, ExtendedError error) throws TraceFailure {
    if (error.message().isEmpty() && (error.errno() != Errno.EMSGSIZE || error.mtu() == 0)) {
      throw new TraceFailure("local recverr", new KernelException(error.errno()));
    }
    int room = error.mtu() - options.headers();
    if (options.findMtu && error.mtu() > 0 && room >= 0 && room < dataLength) {
      dataLength = room;
      probe.clear();
      probe.mark = "F=" + error.mtu();
      return;
    }
    probe.receivedAt = error.time();
    if (error.message().isPresent()) {
      IcmpMessage message = error.message().get();
      probe.from = Optional.of(error.offender());
      probe.last =
          message.type() != IcmpMessage.TIME_EXCEEDED || message.code() != IcmpMessage.TTL_EXCEEDED;
      String mark = IcmpMarks.of(message);
      probe.mark = mark.isEmpty() ? probe.mark : mark;
    } else {
      probe.mark = "!F-" + error.mtu();
      probe.last = true;
    }
    probe.finish();
  }

  /** A local error that no probe is named in is about the first one. */
  Probe first() {
    return probes.get((options.firstHop - 1) * options.probesPerHop);
  }

  /** Takes an error from a queue: of the probe found, or for want of one the first. */
  void takeError(InetSocket socket, Finder finder) throws TraceFailure {
    Optional<ExtendedError> error = socket.errorQueue().take();
    if (error.isEmpty() || isNoNews(error.get())) {
      return;
    }
    Optional<Probe> probe = finder.find(error.get());
    if (probe.isEmpty() && options.dontFragment && error.get().message().isEmpty()) {
      probe = Optional.of(first()).filter(p -> !p.done);
    }
    if (probe.isPresent()) {
      failed(probe.get(), error.get());
    }
  }

  /** Finds the probe that an error is about. */
  @FunctionalInterface
  interface Finder {
    Optional<Probe> find(ExtendedError error);
  }

  private static boolean isNoNews(ExtendedError error) {
    return error.message().isPresent() && error.message().get().type() == IcmpMessage.REDIRECT;
  }

  /** Nanoseconds that a probe may take ({@code get_timeout}). */
  long patience(int index) {
    long longest = TracerouteOptions.nanos(options.wait);
    OptionalInt pattern = sameHop(index);
    double factor = options.here;
    if (pattern.isEmpty()) {
      pattern = laterOne(index);
      factor = options.near;
    }
    if (pattern.isEmpty()) {
      return longest;
    }
    double millisecond = 1e6;
    double limit = (probes.get(pattern.getAsInt()).roundTrip() + millisecond) * factor;
    return (long) Math.min(limit, longest);
  }

  private OptionalInt sameHop(int index) {
    int start = index - turn(index);
    for (int i = start; options.here > 0 && i < start + options.probesPerHop; i++) {
      if (probes.get(i).done && probes.get(i).isAnswered()) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }

  private OptionalInt laterOne(int index) {
    for (int i = index + 1; options.near > 0 && i < size() && probes.get(i).isSent(); i++) {
      if (probes.get(i).done && probes.get(i).isAnswered()) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }

  /**
   * Nothing came. When only later probes were answered, with an error that ends the path, the error
   * may belong here: a target that drops most of what comes at once answers the latest ones only
   * ({@code check_expired}).
   */
  void expire(int index) {
    Probe expired = probes.get(index);
    expired.finish();
    Optional<Probe> end = errorThatFollows(index);
    if (end.isPresent()) {
      expired.become(end.get());
      end.get().forget();
    }
  }

  private Optional<Probe> errorThatFollows(int index) {
    for (int i = index - turn(index); i < index; i++) {
      if (!probes.get(i).done || !probes.get(i).last) {
        return Optional.empty();
      }
    }
    int next = index + 1;
    while (next < size() && probes.get(next).isSent() && !probes.get(next).done) {
      next++;
    }
    if (next >= size() || !probes.get(next).isSent()) {
      return Optional.empty();
    }
    Probe end = probes.get(next);
    boolean isError = end.last && !end.mark.isEmpty();
    boolean here = turn(index) > 0 || hop(next) == hop(index) || hasAnsweredBefore(end.from, index);
    return isError && here ? Optional.of(end) : Optional.empty();
  }

  private boolean hasAnsweredBefore(Optional<IpAddress> router, int index) {
    return probes.subList(0, index).stream().anyMatch(p -> p.from.equals(router));
  }
}
