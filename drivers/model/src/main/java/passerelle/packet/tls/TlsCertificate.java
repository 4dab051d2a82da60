package passerelle.packet.tls;

import java.time.Instant;
import java.util.List;
import passerelle.packet.Payload;

/**
 * What a server shows of itself (RFC 5280), as far as clients tell it.
 *
 * @param subject whose it is: {@code CN=*.google.com}
 * @param names the names and addresses that it holds for; a name may begin with {@code *.}
 * @param issuer who signed it: {@code C=US; O=Google Trust Services; CN=WR2}; the subject itself
 *     for a self-signed one
 * @param notBefore from when on it holds
 * @param notAfter until when
 */
public record TlsCertificate(
    String subject, List<String> names, String issuer, Instant notBefore, Instant notAfter) {

  /** Octets that one takes with a key on the curve P-256, and one of those who signed it. */
  private static final int SIZE = 1100;

  private static final int CHAIN = 1500;

  /** Whose signature the programs of a distribution trust: package ca-certificates. */
  private static final List<String> TRUSTED =
      List.of(
          "Amazon",
          "Cloudflare, Inc.",
          "DigiCert Inc",
          "DigiCert, Inc.",
          "Google Trust Services",
          "GlobalSign nv-sa",
          "Let's Encrypt",
          "SSL Corporation",
          "Sectigo Limited");

  /** A certificate that its owner signed. */
  public static TlsCertificate selfSigned(String name, Instant notBefore, Instant notAfter) {
    return new TlsCertificate("CN=" + name, List.of(), "CN=" + name, notBefore, notAfter);
  }

  /** Whether its owner signed it. */
  public boolean isSelfSigned() {
    return issuer.equals(subject);
  }

  /** Whether somebody signed it whom everybody trusts. */
  public boolean isTrusted() {
    return TRUSTED.stream().anyMatch(name -> issuer.contains("O=" + name + ";"));
  }

  /** The name among its own that a host is meant by (RFC 6125 section 6.4); empty when none is. */
  public String match(String host) {
    String wanted = host.toLowerCase(java.util.Locale.ROOT);
    int dot = wanted.indexOf('.');
    String any = dot < 0 ? wanted : "*" + wanted.substring(dot);
    return names.stream()
        .filter(name -> name.equals(wanted) || name.equals(any))
        .findFirst()
        .orElse("");
  }

  /** The message's content: a text that takes the room of a certificate and its chain. */
  Payload write() {
    String text =
        String.join(
            "\n",
            subject,
            String.join(" ", names),
            issuer,
            String.valueOf(notBefore.getEpochSecond()),
            String.valueOf(notAfter.getEpochSecond()),
            "");
    Payload content = Payload.of(text);
    int size = isSelfSigned() ? SIZE : SIZE + CHAIN;
    return content.plus(Payload.zeros(Math.max(0, size - content.length())));
  }

  static TlsCertificate read(Payload octets) throws TlsException {
    String[] lines = octets.text().split("\n", 6);
    if (lines.length < 6 || !(lines[3] + lines[4]).matches("[0-9]{2,20}")) {
      throw new TlsException(TlsException.UNEXPECTED_MESSAGE);
    }
    return new TlsCertificate(
        lines[0],
        lines[1].isEmpty() ? List.of() : List.of(lines[1].split(" ")),
        lines[2],
        Instant.ofEpochSecond(Long.parseLong(lines[3])),
        Instant.ofEpochSecond(Long.parseLong(lines[4])));
  }
}
