package passerelle.sim.userland.http;

import passerelle.packet.tls.TlsException;
import passerelle.sim.core.LabRandom;
import passerelle.sim.process.Process;

/**
 * The program that speaks TLS for Alpine's wget (busybox's ssl_client package): what it says of a
 * handshake that failed, which is OpenSSL 3.5's queue of errors (ERR_print_errors_fp).
 */
final class SslClient {
  private SslClient() {}

  /** Two lines: the error with the thread, the function and the place in OpenSSL; what was done. */
  static String error(Process self, TlsException refused) {
    return thread(self)
        + ":error:"
        + refused.number()
        + ":SSL routines:"
        + place(refused.getMessage())
        + ":\nssl_client: SSL_connect\n";
  }

  private static String place(String reason) {
    return switch (reason) {
      case TlsException.WRONG_VERSION ->
          "tls_validate_record_header:" + reason + ":ssl/record/methods/tlsany_meth.c:80";
      case TlsException.UNTRUSTED ->
          "tls_post_process_server_certificate:" + reason + ":ssl/statem/statem_clnt.c:2124";
      case TlsException.UNEXPECTED_EOF -> ":" + reason + ":ssl/record/rec_layer_s3.c:698";
      case TlsException.HANDSHAKE_FAILURE ->
          "ssl3_read_bytes:" + reason + ":ssl/record/rec_layer_s3.c:918:SSL alert number 40";
      default -> "ossl_statem_client_read_transition:" + reason + ":ssl/statem/statem_clnt.c:398";
    };
  }

  /** The octets of pthread_self(), which musl has at one place of a library loaded anywhere. */
  private static String thread(Process self) {
    LabRandom random = self.place().machine().random().stream("ssl_client/" + self.hostPid());
    int low = random.nextInt(1 << 4);
    int middle = random.nextInt(1 << 16);
    int high = random.nextInt(1 << 8);
    return String.format("28%XB%04X%02X7F0000", low, middle, high);
  }
}
