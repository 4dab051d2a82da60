package passerelle.cli.why.container;

import java.util.List;
import java.util.Optional;
import passerelle.addr.Family;
import passerelle.cli.lab.Deed;
import passerelle.cli.why.cause.Attempt;
import passerelle.cli.why.cause.Cause;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.question.Destination;
import passerelle.cli.why.question.Question;
import passerelle.cli.why.typed.Remedy;
import passerelle.kernel.NetnsSnapshot;

/** Sockets of one address family that are asked by addresses of the other. */
public final class OtherFamily {
  private OtherFamily() {}

  /** Whoever listens on the port does so by the other family; empty where that is not it. */
  static Optional<Diagnosis> of(
      Attempt attempt, Destination destination, NetnsSnapshot.Socket socket) {
    if (destination.address().family() == Family.IPV6 && socket.isIpv4()) {
      return Optional.of(byIpv4(attempt, destination, socket));
    }
    boolean deaf = socket.isAny() && socket.v6only() || destination.address().isLoopback();
    return !socket.isIpv4() && deaf
        ? Optional.of(byIpv6(attempt, destination, socket))
        : Optional.empty();
  }

  /** An address of IPv4 is asked, and whoever listens has a socket of IPv6. */
  private static Diagnosis byIpv6(
      Attempt attempt, Destination destination, NetnsSnapshot.Socket socket) {
    Question question = attempt.question();
    String bound = "[" + socket.address() + "]";
    return Diagnosis.of(
            Cause.LISTENS_ON_IPV6_ONLY,
            destination.name(),
            socket.process(),
            bound + ":" + socket.port(),
            destination.address())
        .by(Servers.maker(attempt.makers(), destination, socket))
        .or(Remedy.ask(question.at(bound, question.port())))
        .or(Servers.everywhere(attempt.makers(), destination, socket));
  }

  /** An address of IPv6 is asked, and whoever listens has a socket of IPv4. */
  private static Diagnosis byIpv4(
      Attempt attempt, Destination destination, NetnsSnapshot.Socket socket) {
    Question question = attempt.question();
    String address = socket.isAny() ? Family.IPV4.loopback().toString() : socket.address();
    return Diagnosis.of(
            Cause.LISTENS_ON_IPV4_ONLY,
            destination.name(),
            socket.process(),
            socket.address() + ":" + socket.port(),
            destination.address())
        .by(Servers.maker(attempt.makers(), destination, socket))
        .or(
            destination.address().isLoopback()
                ? List.of(Remedy.ask(question.at(address, question.port())))
                : List.of());
  }

  /** A program takes localhost for ::1, tries no other address, and nobody listens there. */
  public static Optional<Diagnosis> onIpv4(Attempt attempt, Deed last) {
    Question question = attempt.question();
    if (!question.host().equals("localhost") || question.port() == 0) {
      return Optional.empty();
    }
    Attempt six = attempt.of(question.at("[" + Family.IPV6.loopback() + "]", question.port()));
    String line = last.typed().line().replace("localhost", Family.IPV4.loopback().toString());
    return six.destination().onPort().stream()
        .filter(socket -> !six.succeeds() && socket.isIpv4())
        .findFirst()
        .map(
            s ->
                Diagnosis.of(
                        Cause.LOCALHOST_IS_IPV6,
                        six.destination().name(),
                        s.process(),
                        s.address() + ":" + s.port())
                    .by(Servers.maker(attempt.makers(), six.destination(), s))
                    .or(Remedy.at(last.machine(), line)));
  }
}
