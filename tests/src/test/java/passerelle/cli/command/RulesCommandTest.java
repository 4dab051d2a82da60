package passerelle.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.approvaltests.Approvals;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import passerelle.cli.Labs;
import passerelle.sim.process.Terminal;
import passerelle.text.Language;

/** Each rule is told with its reason and with the command that wrote it. */
class RulesCommandTest {
  private final LabCommands commands = Labs.commands(Language.EN);

  @AfterEach
  void close() {
    commands.lab().close();
  }

  private void host(String... lines) {
    for (String line : lines) {
      assertEquals(0, commands.lab().run("host", line, bytes -> true), line);
    }
  }

  private String lab(String line) {
    return lab(line, 400);
  }

  private String lab(String line, int columns) {
    ByteArrayOutputStream screen = new ByteArrayOutputStream();
    assertEquals(0, commands.run(line, new Terminal(columns, screen::writeBytes)), line);
    return screen.toString(StandardCharsets.UTF_8).replace("\r", "");
  }

  @Test
  void aPublishedPortAndAUsersRuleSayWhoseTheyAre() {
    host(
        "docker run -d --name web -p 8080:80 nginx",
        "iptables -I DOCKER-USER -s 192.0.2.20 -j DROP",
        "docker network create --internal inner");
    Approvals.verify(lab("rules", 80));
  }

  @Test
  void inFrenchTheReasonsAreFrench() {
    host("docker run -d --name web -p 8080:80 nginx");
    lab("lang fr");
    Approvals.verify(lab("rules nat", 80));
  }

  @Test
  void whatStaysKeepsItsAuthorWhenOthersGo() {
    host(
        "docker run -d --name web -p 8080:80 nginx",
        "docker run -d --name api -p 9090:80 nginx",
        "docker rm -f web");
    String rules = lab("rules nat DOCKER");
    assertTrue(rules.contains("--name api"), rules);
    assertFalse(rules.contains("--name web"), rules);
  }

  @Test
  void whatIsRestoredIsOfWhoRestoredIt() {
    host("iptables-save > /tmp/rules", "iptables -F", "iptables-restore < /tmp/rules");
    String rules = lab("rules DOCKER-FORWARD");
    assertTrue(rules.contains("iptables-restore < /tmp/rules"), rules);
  }

  @Test
  void aPolicyHasAnAuthorToo() {
    host("iptables -P INPUT DROP");
    assertEquals(
        """
        filter INPUT  -P INPUT DROP
          # host$ iptables -P INPUT DROP
        """,
        lab("rules filter INPUT"));
  }

  @Test
  void aContainersRulesAreSeenInIt() {
    host("docker network create n", "docker run -d --name web --network n nginx");
    assertTrue(lab("rules web nat").contains("127.0.0.11"), lab("rules web nat"));
    assertTrue(lab("rules -6 host filter").contains("DOCKER-USER"));
    assertEquals("laptop has no rules of iptables\n", lab("rules laptop"));
  }

  @Test
  void whatUndoMakesAnewHasTheSameAuthors() {
    host("iptables -I DOCKER-USER -s 192.0.2.20 -j DROP", "docker network create n");
    String before = lab("rules DOCKER-USER");
    lab("undo");
    assertEquals(before, lab("rules DOCKER-USER"));
    assertTrue(before.contains("host$ iptables -I"), before);
  }
}
