package passerelle.sim.userland.http;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.kernel.KernelException;
import passerelle.packet.tls.TlsCertificate;
import passerelle.packet.tls.TlsException;
import passerelle.sim.process.Process;
import passerelle.sim.socket.TcpSocket;

/** How curl, built with OpenSSL 3.5, gets TLS on a connection (lib/vtls/openssl.c). */
record CurlTls(Process self, CurlOptions options, CurlMeter meter, CurlTrace trace, Url url) {
  private static final int PEER_FAILED_VERIFICATION = 60;
  private static final int CONNECT_ERROR = 35;
  private static final int BAD_AUTHORITIES = 77;
  private static final String AUTHORITIES = "/etc/ssl/certs/ca-certificates.crt";
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss yyyy 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  TlsChannel over(Channel lower, TcpSocket socket) throws CurlFailure {
    List<String> protocols =
        options.has("http1.1") || options.has("http1.0")
            ? List.of("http/1.1")
            : List.of("h2", "http/1.1");
    trace.note("ALPN: curl offers " + String.join(",", protocols));
    boolean checks = !options.has("insecure");
    String authorities = options.value("cacert").orElse(AUTHORITIES);
    if (!authorities.equals(AUTHORITIES) && !self.files().isFile(self.path(authorities))) {
      throw failure(BAD_AUTHORITIES, "error setting certificate file: " + authorities);
    }
    TlsChannel tls =
        new TlsChannel(
            self,
            lower,
            socket,
            url.host(),
            protocols,
            shown -> !checks || shown.isTrusted(),
            trace);
    if (checks) {
      trace.note(" CAfile: " + authorities);
      trace.note(" CApath: /etc/ssl/certs");
    }
    try {
      if (!tls.shakeHands(meter.left(options.connectTimeout(), options.maxTime()))) {
        throw failure(28, "SSL connection timeout");
      }
    } catch (TlsException refused) {
      Optional<TlsCertificate> shown = tls.certificate();
      lower.close();
      throw shown.isPresent()
          ? failure(PEER_FAILED_VERIFICATION, "SSL certificate problem: " + doubt(shown.get()))
          : failure(
              CONNECT_ERROR,
              "TLS connect error: error:%s:SSL routines::%s"
                  .formatted(refused.number(), refused.getMessage()));
    } catch (KernelException broken) {
      lower.close();
      throw failure(CONNECT_ERROR, "Recv failure: " + self.place().libc().strerror(broken));
    }
    tell(tls, checks);
    return tls;
  }

  private CurlFailure failure(int code, String text) {
    trace.note(text);
    meter.stop();
    trace.note("closing connection #0");
    return new CurlFailure(code, text).told();
  }

  private static String doubt(TlsCertificate shown) {
    return shown.isSelfSigned()
        ? "self-signed certificate"
        : "unable to get local issuer certificate";
  }

  private void tell(TlsChannel tls, boolean checks) throws CurlFailure {
    TlsCertificate shown = tls.certificate().orElseThrow();
    trace.note(
        "SSL connection using TLSv1.3 / TLS_AES_256_GCM_SHA384 / X25519MLKEM768 / id-ecPublicKey");
    trace.note(
        tls.protocol().isEmpty()
            ? "ALPN: server did not agree on a protocol. Uses default."
            : "ALPN: server accepted " + tls.protocol());
    trace.note("Server certificate:");
    trace.note(" subject: " + shown.subject());
    trace.note(" start date: " + date(shown.notBefore()));
    trace.note(" expire date: " + date(shown.notAfter()));
    if (checks) {
      check(shown, tls);
    }
    trace.note(" issuer: " + shown.issuer());
    if (shown.isTrusted()) {
      trace.note(" SSL certificate verify ok.");
    } else {
      int code = shown.isSelfSigned() ? 18 : 20;
      String result = " SSL certificate verify result: " + doubt(shown) + " (" + code + ")";
      trace.note(result + ", continuing anyway.");
    }
    for (int level = 0; level <= (shown.isSelfSigned() ? 0 : 1); level++) {
      trace.note(
          "  Certificate level "
              + level
              + ": Public key type EC/prime256v1 (256/128 Bits/secBits),"
              + " signed using ecdsa-with-SHA256");
    }
  }

  private void check(TlsCertificate shown, TlsChannel tls) throws CurlFailure {
    String match = shown.match(url.host());
    boolean literal = IpAddress.parse(url.host()).isPresent();
    if (!match.isEmpty()) {
      String what = literal ? "IP address!" : "\"" + match + "\"";
      trace.note(" subjectAltName: host \"" + url.host() + "\" matched cert's " + what);
      return;
    }
    String kind = literal ? "ipv4 address" : "hostname";
    trace.note(" subjectAltName does not match " + kind + " " + url.host());
    tls.close();
    throw failure(
        PEER_FAILED_VERIFICATION,
        "SSL: no alternative certificate subject name matches target %s '%s'"
            .formatted(kind, url.host()));
  }

  private static String date(Instant instant) {
    return DATE.format(instant);
  }
}
