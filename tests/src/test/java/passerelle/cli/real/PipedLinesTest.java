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
    return shown(lab, lines, false);
  }

  private static String shown(Lab lab, String lines, boolean asTranscript) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Session session = new Session(Session.commands(lab, Language.EN, new NoFiles()));
    PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
    new Batch(session, printed, printed, asTranscript).run(new StringReader(lines));
    return out.toString(StandardCharsets.UTF_8).replaceAll("(?m)^\\[1] \\d+$", "[1] PID");
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

  @Test
  void areShownBehindThePlaceWhereTheyAreAnsweredWithTheirStatus() throws Exception {
    String lines =
        """
        ip netns add blue
        dash
        (exit 7)
        ip netns exec blue bash
        false
        cat /nosuch
        exit 5
        exit
        echo $?
        """;
    String expected =
        """
        host$ ip netns add blue
        host$ dash
        host$ (exit 7)
        [7]
        host$ ip netns exec blue bash
        host:blue$ false
        [1]
        host:blue$ cat /nosuch
        cat: /nosuch: No such file or directory
        [1]
        host:blue$ exit 5
        exit
        [5]
        host$ exit
        [5]
        host$ echo $?
        5
        """;
    try (Lab real = RealLab.open(SETTINGS)) {
      assertEquals(expected, shown(real, lines, true));
    }
    try (Lab simulated = SimLab.open(SETTINGS)) {
      assertEquals(expected, shown(simulated, lines, true));
    }
  }

  @Test
  void tellOfJobsThatHaveEndedBeforeTheNext() throws Exception {
    showTheSame(
        """
        [1] PID
        [1]+  Exit 1                  false
        next
        """,
        """
        false & while kill -0 $! 2> /dev/null; do sleep 0.01; done
        echo next
        """);
  }

  @Test
  void seeTheEnvironmentAndTheDirectoryOfTheContainer() throws Exception {
    showTheSame(
        """
        / blue
        COLOUR=blue
        \\w \\$
        in /
        # 4
        """,
        """
        docker run -ti --rm -e COLOUR=blue alpine sh
        echo $PWD $COLOUR
        env | grep COL
        echo $PS1
        exit
        docker run -ti --rm nginx sh
        echo in $PWD
        echo "$PS1$((2 + 2))"
        exit
        """);
  }

  @Test
  void findTheNamespaceOfAContainerByItsFile() throws Exception {
    showTheSame(
        """
        1 eth0
        exit
        gone
        """,
        """
        docker run -d --name web nginx > /dev/null
        nsenter --net=$(docker inspect -f '{{.NetworkSettings.SandboxKey}}' web) bash
        ls /var/run/docker/netns | wc -l | tr '\\n' ' '; ip -br link | grep -o eth0
        exit
        docker stop -t 0 web > /dev/null
        ls /var/run/docker/netns; echo gone
        """);
  }

  @Test
  void seeTheProcessesThatWorkForAServer() throws Exception {
    showTheSame(
        """
        CMD
        nginx: master process nginx -g daemon off;
        nginx: worker process
        nginx: worker process
        nginx: master process nginx -g daemon off;
        """,
        """
        docker run -d --name web nginx > /dev/null
        docker top web -o pid,cmd | sed 's/^[^ ]* *//; s/ *$//'
        docker exec web cat /proc/1/cmdline | tr '\\0' '\\n'
        """);
  }
}
