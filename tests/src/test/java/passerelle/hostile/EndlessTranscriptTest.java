package passerelle.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import passerelle.cli.session.SimLabFactory;
import passerelle.scenarios.Requests;
import passerelle.scenarios.format.Output;
import passerelle.scenarios.format.Transcript;
import passerelle.scenarios.format.TranscriptException;
import passerelle.scenarios.replay.LabRequest;
import passerelle.scenarios.replay.Replayer;
import passerelle.text.Language;
import passerelle.text.Messages;

/** A transcript ends, whatever its commands do. */
class EndlessTranscriptTest {
  /** Seconds of the machine that no healthy lab needs for what the lab itself ends. */
  private static final long LONG_ENOUGH = 600;

  private static List<Output> replay(String commands, long limit) throws TranscriptException {
    String source = "```console\n" + commands + "```\n";
    LabRequest request = Requests.simulated("28.5", "stand-in", "endless");
    return new Replayer(new SimLabFactory(), limit)
        .run(Transcript.parse("endless.md", source), request);
  }

  @Test
  @Timeout(300)
  void whatTakesTooLongIsCutWithOneLine() {
    String flood = "host$ while :; do ping -f -c 100000 192.0.2.20 >/dev/null; sleep 60; done\n";
    TranscriptException cut = assertThrows(TranscriptException.class, () -> replay(flood, 1));
    assertEquals(
        "endless.md:2: the transcript was cut here: it had not ended after 1 s",
        cut.describe(Messages.of(Language.EN, TranscriptException.BUNDLE)));
  }

  @Test
  void aCommandThatNeverEndsIsInterruptedAfterTenMinutesOfTheLab() throws TranscriptException {
    List<Output> outputs = replay("host$ while :; do sleep 7; done\nhost$ echo on\n", LONG_ENOUGH);
    assertEquals(130, outputs.get(0).status());
    assertTrue(outputs.get(0).text().contains("too much of the lab's time"));
    assertEquals("on\n", outputs.get(1).text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "docker run --rm nginx",
        "docker run --rm alpine ping 192.0.2.20",
        "docker run --rm alpine sh -c 'ping 192.0.2.20 > /dev/null'",
        "docker exec web tail -f /etc/hosts",
        "docker logs -f web",
        "docker attach web",
        "docker wait web",
        "docker events",
        "docker stats",
      })
  void aClientOfAContainerThatNeverEndsIsInterruptedAfterTenSeconds(String command)
      throws TranscriptException {
    String commands =
        "host$ docker run -d --name web nginx\nhost$ date +%s\nhost$ "
            + command
            + "\nhost$ date +%s\n";
    List<Output> outputs = replay(commands, LONG_ENOUGH);
    long took =
        Long.parseLong(outputs.get(3).text().strip())
            - Long.parseLong(outputs.get(1).text().strip());
    assertTrue(took >= 10 && took < 60, took + " s");
    String notice = "this command does not end by itself: Ctrl-C after 10 s of the lab's time";
    assertTrue(outputs.get(2).text().contains(notice), outputs.get(2).text());
  }

  @Test
  void whatPrintsWithoutEndIsCut() throws TranscriptException {
    List<Output> outputs = replay("host$ yes $(seq 1 2000)\nhost$ echo on\n", LONG_ENOUGH);
    assertEquals(130, outputs.get(0).status());
    assertTrue(outputs.get(0).text().endsWith("has printed more than 16384 KiB: Ctrl-C\n"));
    assertEquals("on\n", outputs.get(1).text());
  }
}
