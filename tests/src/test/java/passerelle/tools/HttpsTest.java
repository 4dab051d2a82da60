package passerelle.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import passerelle.cli.lab.HostLab;
import passerelle.engine.EngineVersion;

/** HTTPS in the course's lab, in the words of curl 8.14.1 and wget 1.25 of Debian 13. */
class HttpsTest {
  private final HostLab lab = HostLab.ofCourse(EngineVersion.V29_1);

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void aPageComesOverTls() {
    assertEquals("Hello from the Internet\n", lab.run("curl -s https://example.com/"));
    assertTrue(
        lab.run("curl -sI https://www.google.com").startsWith("HTTP/2 200 \r\nserver: gws\r\n"));
    assertEquals(
        "200 2 https\n",
        lab.run("curl -sL -o /dev/null -w '%{http_code} %{http_version} %{scheme}\\n' github.com"));
  }

  @Test
  void googleSendsOneToItsOtherName() {
    assertEquals(
        """
        <HTML><HEAD><meta http-equiv="content-type" content="text/html;charset=utf-8">
        <TITLE>301 Moved</TITLE></HEAD><BODY>
        <H1>301 Moved</H1>
        The document has moved
        <A HREF="http://www.google.com/">here</A>.\r
        </BODY></HTML>\r
        """,
        lab.run("curl -s http://google.com"));
  }

  /** As curl said it of a server of OpenSSL's, with the same certificate. */
  @Test
  void curlTellsTheHandshakeStepByStep() {
    String told = lab.run("curl -sv -o /dev/null --http1.1 https://example.com/ 2>&1");
    String handshake =
        """
        * ALPN: curl offers http/1.1
        } [5 bytes data]
        * TLSv1.3 (OUT), TLS handshake, Client hello (1):
        } [1563 bytes data]
        *  CAfile: /etc/ssl/certs/ca-certificates.crt
        *  CApath: /etc/ssl/certs
        { [5 bytes data]
        * TLSv1.3 (IN), TLS handshake, Server hello (2):
        { [1210 bytes data]
        * TLSv1.3 (IN), TLS change cipher, Change cipher spec (1):
        { [1 bytes data]
        * TLSv1.3 (IN), TLS handshake, Encrypted Extensions (8):
        { [21 bytes data]
        * TLSv1.3 (IN), TLS handshake, Certificate (11):
        { [2604 bytes data]
        * TLSv1.3 (IN), TLS handshake, CERT verify (15):
        { [79 bytes data]
        * TLSv1.3 (IN), TLS handshake, Finished (20):
        { [52 bytes data]
        * TLSv1.3 (OUT), TLS change cipher, Change cipher spec (1):
        } [1 bytes data]
        * TLSv1.3 (OUT), TLS handshake, Finished (20):
        } [52 bytes data]
        * SSL connection using TLSv1.3 / TLS_AES_256_GCM_SHA384 / X25519MLKEM768 / id-ecPublicKey
        * ALPN: server accepted http/1.1
        * Server certificate:
        *  subject: CN=*.example.com
        """;
    assertTrue(told.contains(handshake), told);
    assertTrue(
        told.contains(
            """
            *  subjectAltName: host "example.com" matched cert's "example.com"
            *  issuer: C=US; O=DigiCert Inc; CN=DigiCert Global G3 TLS ECC SHA384 2020 CA1
            *  SSL certificate verify ok.
            """),
        told);
  }

  @Test
  void aCertificateOfAnotherNameIsRefused() {
    String address = "curl: (60) SSL: no alternative certificate subject name matches target ";
    assertTrue(
        lab.run("curl -sS https://93.184.215.14/")
            .startsWith(address + "ipv4 address '93.184.215.14'\nMore details here: "));
    String other = "curl -sS --resolve wrong.org:443:93.184.215.14 https://wrong.org/";
    String refused = lab.run(other);
    assertTrue(refused.startsWith(address + "hostname 'wrong.org'\n"), refused);
    assertTrue(refused.endsWith("mentioned above.\n[60]\n"), refused);
    assertTrue(lab.run("curl -sk https://93.184.215.14/").startsWith("<!doctype html>\n"));
  }

  @Test
  void whatIsNoTlsIsSaidToBeNone() {
    String error =
        "curl: (35) TLS connect error: error:0A00010B:SSL routines::wrong version number";
    assertEquals(error + "\n[35]\n", lab.run("curl -sS https://example.com:80/"));
    assertEquals(
        "curl: (52) Empty reply from server\n[52]\n", lab.run("curl -sS http://google.com:443/"));
    assertTrue(
        lab.run("wget -O - https://example.com:80/")
            .endsWith(
                "connected.\nGnuTLS: An unexpected TLS packet was received.\n"
                    + "Unable to establish SSL connection.\n[4]\n"));
  }

  @Test
  void whoCapturesSeesTheNameAndNothingElse() {
    lab.run("tcpdump -w /tmp/c port 443 & sleep 1; curl -s https://example.com; sleep 1; kill %1");
    String seen = lab.run("tcpdump -A -r /tmp/c 2>&1");
    assertTrue(seen.contains("example.com"));
    assertFalse(seen.contains("Hello"));
    assertFalse(seen.contains("HTTP/"));
    assertFalse(seen.contains("DigiCert"));
  }

  @Test
  void wgetChecksTheCertificateToo() {
    assertEquals("Hello from the Internet\n", lab.run("wget -qO- https://example.com"));
    String refused = lab.run("wget -O - https://93.184.215.14/");
    String owner = "The certificate's owner does not match hostname ‘93.184.215.14’\n[5]\n";
    assertTrue(refused.endsWith("connected.\n" + owner), refused);
  }

  @Test
  void busyBoxSpeaksTlsToo() {
    String page = "Hello from the Internet\n";
    assertEquals(page, lab.run("docker run --rm alpine wget -qO- https://example.com"));
    assertEquals(
        "wget: note: TLS certificate validation not implemented\n" + page,
        lab.run("docker run --rm busybox wget -qO- https://example.com"));
  }

  /** The certificate as Alpine 3.22 told of it; the record by OpenSSL's source, not recorded. */
  @Test
  void alpinesHelperTellsWhatOpensslMetWith() {
    String wget = "docker run --rm alpine wget -O /dev/null ";
    String refused =
        "ssl_client: SSL_connect\nwget: error getting response: Connection reset by peer\n[1]\n";
    assertEquals(
        "Connecting to 198.51.100.80:80 (198.51.100.80:80)\n"
            + "<thread>:error:0A00010B:SSL routines:tls_validate_record_header:"
            + "wrong version number:ssl/record/methods/tlsany_meth.c:80:\n"
            + refused,
        told(wget + "https://198.51.100.80:80/ 2>&1"));
    assertEquals(
        "Connecting to 198.51.100.80 (198.51.100.80:443)\n"
            + "<thread>:error:0A000086:SSL routines:tls_post_process_server_certificate:"
            + "certificate verify failed:ssl/statem/statem_clnt.c:2124:\n"
            + refused,
        told(wget + "https://198.51.100.80/ 2>&1"));
  }

  private String told(String line) {
    return lab.run(line).replaceAll("(?m)^28[0-9A-F]B[0-9A-F]{6}7F0000:", "<thread>:");
  }
}
