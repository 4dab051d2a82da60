package passerelle.cli.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import passerelle.engine.EngineVersion;

/** dig's options, against dig 9.20.30 of Debian 13 that asked a dnsmasq. */
class DigOptionsTest {
  private final HostLab lab = HostLab.ofCourse(EngineVersion.V29_1);

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void inSeveralLinesTheColumnsAreClose() {
    assertEquals(
        """
        ;example.com.\t\tIN A
        example.com.\t\t0 IN A\t198.51.100.80
        ;a-very-long-name-indeed.example.com. IN\tA
        a-very-long-name-indeed.example.com. 0 IN A 198.51.100.80
        """,
        lab.run(
                "dig +multiline +noall +answer +question example.com; dig +multiline +noall +answer"
                    + " +question a-very-long-name-indeed.example.com")
            .replace("\n\n", "\n"));
  }

  /** A server that names none of the root ends it, in dig as here; why it does is said. */
  @Test
  void aWalkEndsWithoutServersOfTheRoot() {
    String said = lab.run("dig +trace example.com");
    assertTrue(
        said.contains(
            "\n; <<>> DiG 9.20.30-1~deb13u1-Debian <<>> +trace example.com\n"
                + ";; global options: +cmd\n"
                + ";; Received 28 bytes from 198.51.100.53#53(198.51.100.53) in 0 ms\n\n"),
        said);
    assertTrue(said.contains("no root servers"), said);
    assertTrue(said.contains(": try dig example.com\n"), said);
    assertTrue(lab.run("dig +nssearch example.com").startsWith("dig: the lab's Internet has no"));
  }

  @Test
  void whatDigDoesNotHaveIsInvalidAndWhatItHasIsNotModelled() {
    assertTrue(lab.run("dig +frob example.com").startsWith("Invalid option: +frob\nUsage:  dig "));
    assertEquals(
        "dig: Passerelle does not model option +noyaml\n[2]\n", lab.run("dig +noyaml a.test"));
  }

  /** A word that is a type or a class is one, until -t leaves words to be names. */
  @Test
  void wordsThatAreTypesAreNoNames() {
    String twice = ";; Warning, extra type option\n";
    assertEquals(twice + ";.\t\t\t\tIN\tNS\n", asked("srv MX"));
    assertEquals(twice + ";a.test.\t\t\t\tIN\tTXT\n", asked("MX a.test TXT"));
    assertEquals(";a.test.\t\t\t\tIN\tMX\n;b.test.\t\t\t\tIN\tA\n", asked("a.test MX b.test"));
    assertEquals(";a.test.\t\t\t\tIN\tMX\n;txt.\t\t\t\tIN\tMX\n", asked("-t MX a.test txt"));
    assertEquals(";; Warning, extra class option\n;a.test.\t\t\t\tIN\tA\n", asked("a.test IN IN"));
  }

  private String asked(String words) {
    return lab.run("dig +noall +question " + words).replace("\n\n", "\n");
  }
}
