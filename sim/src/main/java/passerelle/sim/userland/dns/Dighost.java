package passerelle.sim.userland.dns;

import java.util.Iterator;
import java.util.Optional;
import passerelle.kernel.Errno;
import passerelle.sim.core.LabRandom;
import passerelle.sim.process.Process;
import passerelle.sim.socket.dns.DnsMessage;
import passerelle.sim.socket.dns.DnsQuestion;
import passerelle.sim.userland.net.Net;

/** The look-up engine that dig, host and nslookup share (bin/dig/dighost.c). */
final class Dighost {
  private final LabRandom random;
  private final Transports transports;

  /** The program that uses the engine: it prints, each in its own way. */
  interface Program {
    /** Something went wrong, which is not the end. */
    void warning(String text);

    /** A remark about a look-up that goes on. */
    void comment(Lookup lookup, String text);

    /**
     * Nothing can be reached.
     *
     * @param first false when an earlier warning tells that the transport could not be set up
     */
    void unreachable(Lookup lookup, boolean first);

    /** A query goes out. */
    default void sending(Lookup lookup, DnsMessage query, int length) {}

    /** An answer that is kept. */
    void answer(Answer answer);

    /** An answer that says there is no such name, where another name is tried next. */
    default void searching(Answer answer) {}
  }

  Dighost(Process self, Net net) {
    random = self.netns().machine().random().stream("dig/" + self.hostPid());
    transports = new Transports(self, net);
  }

  /** A new client cookie: 8 octets in hexadecimal digits. */
  String newCookie() {
    return String.format(java.util.Locale.ROOT, "%016x", random.nextLong());
  }

  /**
   * Looks up.
   *
   * @return whether a server answered
   */
  boolean run(Lookup lookup, Program program) {
    Iterator<String> names = lookup.candidates().iterator();
    while (true) {
      String name = names.next();
      Optional<Answer> answer = ask(lookup, name, program);
      if (answer.isEmpty()) {
        return false;
      }
      if (answer.get().code() != DnsMessage.NXDOMAIN || !names.hasNext()) {
        program.answer(answer.get());
        return true;
      }
      program.searching(answer.get());
    }
  }

  /** Asks the servers: the first as often as there are tries, each later one once. */
  private Optional<Answer> ask(Lookup lookup, String name, Program program) {
    int tries = lookup.tries;
    Iterator<Lookup.Server> servers = lookup.servers.iterator();
    Lookup.Server server = servers.next();
    while (true) {
      DnsMessage query = query(lookup, name);
      Reply reply = transports.exchange(lookup, server, query, program);
      if (reply.message().isPresent()) {
        Answer answer = reply.toAnswer(lookup, name, server);
        if (answer.has(DnsMessage.TRUNCATED) && !lookup.tcp && !lookup.ignoreTruncation) {
          program.comment(lookup, "Truncated, retrying in TCP mode.");
          Lookup again = lookup.copy();
          again.tcp = true;
          return ask(again, name, program);
        }
        Optional<String> complaint = complaint(lookup, answer);
        if (complaint.isEmpty() || !servers.hasNext()) {
          complaint.ifPresent(c -> program.comment(lookup, c));
          return Optional.of(answer);
        }
        program.comment(lookup, complaint.get() + ", trying next server");
        server = servers.next();
        continue;
      }
      program.warning(reply.failure(lookup, name, server));
      if (tries > 1) {
        tries--;
        if (!reply.isSetUp()) {
          program.unreachable(lookup, false);
        }
      } else if (servers.hasNext()) {
        server = servers.next();
      } else {
        program.unreachable(lookup, reply.isSetUp());
        return Optional.empty();
      }
    }
  }

  private static Optional<String> complaint(Lookup lookup, Answer answer) {
    String from = " from " + answer.server().address();
    if (lookup.failOver && answer.code() == DnsMessage.SERVFAIL) {
      return Optional.of("Got SERVFAIL reply" + from);
    }
    boolean unhelpful =
        lookup.needsRecursion && lookup.recurse && !answer.has(DnsMessage.RECURSION_AVAILABLE);
    return unhelpful ? Optional.of("Got recursion not available" + from) : Optional.empty();
  }

  private DnsMessage query(Lookup lookup, String name) {
    int flags =
        (lookup.recurse ? DnsMessage.RECURSION_DESIRED : 0)
            | (lookup.authoritativeFlag ? DnsMessage.AUTHORITATIVE : 0)
            | (lookup.authenticFlag ? DnsMessage.AUTHENTIC_DATA : 0)
            | (lookup.checkingDisabled ? DnsMessage.CHECKING_DISABLED : 0);
    DnsMessage plain =
        DnsMessage.query(
            lookup.id.orElse(random.nextInt(65536)), new DnsQuestion(name, lookup.type));
    return new DnsMessage(
        plain.id(),
        flags,
        plain.questions(),
        plain.answers(),
        plain.authority(),
        plain.additional(),
        lookup.edns,
        lookup.edns.isPresent() ? lookup.cookie : "");
  }

  /**
   * How one exchange ended.
   *
   * @param message the answer; empty when there is none
   * @param error why not
   * @param isSetUp false when not even the query could be sent
   */
  record Reply(
      Optional<DnsMessage> message,
      int length,
      long micros,
      boolean tcp,
      String error,
      boolean isSetUp) {
    static Reply of(DnsMessage message, int length, long nanos, boolean tcp) {
      return new Reply(Optional.of(message), length, nanos / 1000, tcp, "", true);
    }

    static Reply failed(String error, boolean tcp) {
      return new Reply(Optional.empty(), 0, 0, tcp, error, true);
    }

    static Reply notSetUp(String error, boolean tcp) {
      return new Reply(Optional.empty(), 0, 0, tcp, error, false);
    }

    Answer toAnswer(Lookup lookup, String name, Lookup.Server server) {
      return new Answer(lookup, name, message.orElseThrow(), server, length, tcp, micros);
    }

    String failure(Lookup lookup, String name, Lookup.Server server) {
      String to = server.address() + "#" + lookup.port;
      if (isSetUp) {
        return "communications error to " + to + ": " + error;
      }
      String what = tcp ? "Connection to " : "UDP setup with ";
      return what + to + "(" + server.shown() + ") for " + name + " failed: " + error + ".";
    }
  }

  /** An error in BIND's words (lib/isc/result.c). */
  static String words(Errno errno) {
    return switch (errno) {
      case ECONNREFUSED -> "connection refused";
      case ENETUNREACH -> "network unreachable";
      case EHOSTUNREACH -> "host unreachable";
      case ENETDOWN -> "network down";
      case ETIMEDOUT -> "timed out";
      case EPERM, EACCES -> "permission denied";
      case EADDRNOTAVAIL -> "address not available";
      case EADDRINUSE -> "address in use";
      case ECONNRESET -> "connection reset";
      case EPIPE, ENOTCONN -> "not connected";
      default -> "unexpected error";
    };
  }
}
