package passerelle.sim.socket;

import passerelle.kernel.Errno;
import passerelle.packet.IcmpMessage;

/** What ICMP errors mean for sockets (net/ipv4/icmp.c:icmp_err_convert). */
final class IcmpErrors {
  private IcmpErrors() {}

  /** The error number for a message of type unreachable, time exceeded or parameter problem. */
  static Errno errno(IcmpMessage message) {
    return switch (message.type()) {
      case IcmpMessage.TIME_EXCEEDED -> Errno.EHOSTUNREACH;
      case IcmpMessage.DESTINATION_UNREACHABLE -> unreachable(message.code());
      default -> Errno.EOPNOTSUPP;
    };
  }

  private static Errno unreachable(int code) {
    return switch (code) {
      case IcmpMessage.NET_UNREACHABLE, 6, IcmpMessage.NET_PROHIBITED, 11 -> Errno.ENETUNREACH;
      case IcmpMessage.PROTOCOL_UNREACHABLE, 5 -> Errno.EOPNOTSUPP;
      case IcmpMessage.PORT_UNREACHABLE -> Errno.ECONNREFUSED;
      case IcmpMessage.FRAGMENTATION_NEEDED -> Errno.EMSGSIZE;
      default -> Errno.EHOSTUNREACH;
    };
  }

  /** Whether the error ends a connection that a client has asked for ({@code tcp_req_err}). */
  static boolean endsRequest(IcmpMessage message) {
    return message.type() != IcmpMessage.DESTINATION_UNREACHABLE
        || message.code() == IcmpMessage.NET_UNREACHABLE
        || message.code() == IcmpMessage.HOST_UNREACHABLE;
  }

  /** Whether the error ends an attempt at once, for sockets that did not ask for all errors. */
  static boolean isFatal(IcmpMessage message) {
    if (message.type() == IcmpMessage.PARAMETER_PROBLEM) {
      return true;
    }
    return message.type() == IcmpMessage.DESTINATION_UNREACHABLE
        && switch (message.code()) {
          case IcmpMessage.PROTOCOL_UNREACHABLE, IcmpMessage.PORT_UNREACHABLE -> true;
          case 6, 7, 8, IcmpMessage.NET_PROHIBITED, IcmpMessage.HOST_PROHIBITED -> true;
          case IcmpMessage.ADMIN_PROHIBITED, 14, 15 -> true;
          default -> false;
        };
  }
}
