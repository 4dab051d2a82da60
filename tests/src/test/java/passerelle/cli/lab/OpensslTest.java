package passerelle.cli.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import passerelle.engine.EngineVersion;

/** openssl, against OpenSSL 3.5.9 of Debian 13. */
class OpensslTest {
  private final HostLab lab = HostLab.ofCourse(EngineVersion.V29_1);

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void itTellsItsVersion() {
    assertEquals(
        "OpenSSL 3.5.9 29 Sep 2026 (Library: OpenSSL 3.5.9 29 Sep 2026)\n",
        lab.run("openssl version"));
    assertEquals("Invalid command 'foo'; type \"help\" for a list.\n[1]\n", lab.run("openssl foo"));
  }

  @Test
  void whatShowsACertificateIsNamed() {
    assertEquals(
        "openssl: Passerelle does not model openssl s_client; curl -v https://example.com:443 shows"
            + " the handshake and the certificate\n[2]\n",
        lab.run("openssl s_client -connect example.com:443 -servername example.com < /dev/null"));
  }
}
