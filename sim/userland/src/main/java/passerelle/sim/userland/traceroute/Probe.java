package passerelle.sim.userland.traceroute;

import java.util.Optional;
import passerelle.addr.IpAddress;

/** One probe of a trace and what came of it (traceroute.h: {@code struct probe_struct}). */
final class Probe {
  private static final long NOT_YET = -1;

  /** Nanoseconds of virtual time; negative when it was not sent, or has to be sent again. */
  long sentAt = NOT_YET;

  /** Nanoseconds of virtual time; negative while nothing came back. */
  long receivedAt = NOT_YET;

  /** Who answered. */
  Optional<IpAddress> from = Optional.empty();

  /** What is printed behind the time: {@code !H} and its like. */
  String mark = "";

  /** What tells this probe from the others in an answer: a port, or a sequence number. */
  int sequence;

  /** Nothing more is expected. */
  boolean done;

  /** The target was reached, or there is no way further. */
  boolean last;

  /** Frees what the probe holds while it is under way. */
  Runnable release = () -> {};

  boolean isSent() {
    return sentAt != NOT_YET;
  }

  boolean isAnswered() {
    return receivedAt != NOT_YET;
  }

  /** Nanoseconds. */
  long roundTrip() {
    return receivedAt - sentAt;
  }

  void finish() {
    release.run();
    release = () -> {};
    sequence = 0;
    done = true;
  }

  /** Becomes one that nothing is known of, but that is not sent any more. */
  void forget() {
    clear();
    sentAt = 0;
  }

  /** Becomes one that was never sent. */
  void clear() {
    release.run();
    release = () -> {};
    sentAt = NOT_YET;
    receivedAt = NOT_YET;
    from = Optional.empty();
    mark = "";
    sequence = 0;
    done = false;
    last = false;
  }

  /** Takes over the outcome of another one. */
  void become(Probe other) {
    sentAt = other.sentAt;
    receivedAt = other.receivedAt;
    from = other.from;
    mark = other.mark;
    done = other.done;
    last = other.last;
  }
}
