package passerelle.cli.real;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import passerelle.cli.lab.Lab;
import passerelle.cli.lab.LabSettings;
import passerelle.cli.lab.SimLab;
import passerelle.cli.repl.Batch;
import passerelle.cli.session.Session;
import passerelle.engine.EngineSettings;
import passerelle.engine.EngineVersion;
import passerelle.files.NoFiles;
import passerelle.text.Language;

@DisplayName("Lines of a pipe, on the real kernel as on the simulated one")
@Tag("real")
@Tag("unprivileged")
class PipedLinesTest {
  private static final LabSettings SETTINGS =
      new LabSettings(
          EngineSettings.defaults(EngineVersion.DEFAULT.profile()),
          "course",
          LabSettings.DEFAULT_SEED);

  private static String shown(Lab lab, String lines) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Session session = new Session(Session.commands(lab, Language.EN, new NoFiles()));
    new Batch(session, new PrintStream(out, true, StandardCharsets.UTF_8), false)
        .run(new StringReader(lines));
    return out.toString(StandardCharsets.UTF_8);
  }

  private static void showTheSame(String expected, String lines) throws Exception {
    try (Lab real = RealLab.open(SETTINGS)) {
      assertEquals(expected, shown(real, lines));
    }
    try (Lab simulated = SimLab.open(SETTINGS)) {
      assertEquals(expected, shown(simulated, lines));
    }
  }

  @Test
  void answerTheShellsThatTheyOpenToAnyDepth() throws Exception {
    showTheSame(
        """
        inner /tmp
        1: lo: <LOOPBACK> mtu 65536 qdisc noop state DOWN mode DEFAULT group default qlen 1000
            link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00
        1
        2
        exit
        logout
        outer /root
        """,
        """
        where=outer
        ip netns add red
        su -
        where=inner; cd /tmp
        echo $where $PWD
        ip netns exec red bash
        ip link
        for i in 1 2; do
          echo $i
        done
        exit
        exit
        echo $where $PWD
        """);
  }

  @Test
  void areNotReadByOtherProgramsWhichFindTheEndOfInput() throws Exception {
    showTheSame(
        """
        1
        0
        next
        """,
        """
        read x; echo $?
        cat; echo $?
        bash
        cat
        echo next
        """);
  }

  @Test
  void goToTheShellOfAContainer() throws Exception {
    showTheSame(
        """
        one
        inside bash
        exit
        exit
        host
        """,
        """
        docker run -ti --rm --hostname one nginx bash
        hostname
        bash
        echo inside $0
        exit
        exit
        hostname
        """);
  }
}
