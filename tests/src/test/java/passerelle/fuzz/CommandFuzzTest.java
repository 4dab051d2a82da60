package passerelle.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import passerelle.cli.session.SimLabFactory;
import passerelle.effort.Effort;
import passerelle.engine.EngineVersion;
import passerelle.scenarios.Requests;
import passerelle.scenarios.format.Output;
import passerelle.scenarios.format.Place;
import passerelle.scenarios.replay.LabException;
import passerelle.scenarios.replay.LabSession;

/** Bad command lines get an answer; they never throw, hang, or leave a lab that does not work. */
@Tag("campaign")
class CommandFuzzTest {
  private static final int LINES = Effort.of(1_000, 30_000);
  private static final int LINES_A_LAB = 500;

  private static final List<Place> PLACES =
      List.of(
          new Place.Host("host"),
          new Place.Host("host"),
          new Place.Host("laptop"),
          new Place.Host("router"),
          new Place.Container("box"),
          new Place.Container("boss"));

  @Test
  @Timeout(600)
  void mutatedCommandLinesNeverThrowHangOrBreakTheLab() throws LabException {
    CommandMutator mutator = new CommandMutator(20261123);
    int done = 0;
    for (int number = 0; done < LINES; number++) {
      List<String> engines = EngineVersion.labels();
      try (LabSession lab = open(engines.get(number % engines.size()))) {
        int end = done + LINES_A_LAB;
        boolean whole = true;
        for (; done < end && whole; done++) {
          Place place = PLACES.get(done % PLACES.size());
          String line = mutator.next();
          runOne(lab, place, line);
          whole = nextBeginsOnItsOwn(lab, place, line);
        }
        stillAnswers(lab);
      }
    }
  }

  /**
   * Whether the place still takes lines. A container may have been stopped by a line before; but no
   * line may swallow the next one, as one that leaves a quotation open would.
   */
  private static boolean nextBeginsOnItsOwn(LabSession lab, Place place, String line)
      throws LabException {
    String said = lab.run(place, "echo alive").text().strip();
    if (place instanceof Place.Container && said.startsWith("Error response from daemon")) {
      return false;
    }
    assertEquals("alive", said, () -> "after " + place.prompt() + line);
    return true;
  }

  private static LabSession open(String engine) throws LabException {
    LabSession lab = new SimLabFactory().open(Requests.simulated(engine, "stand-in", "fuzz"));
    Place host = new Place.Host("host");
    lab.run(host, "docker run -d --name box nicolaka/netshoot sleep 100000");
    lab.run(
        host,
        "docker run -d --name boss --cap-add NET_ADMIN -p 80:80 nicolaka/netshoot sleep 100000");
    return lab;
  }

  private static void runOne(LabSession lab, Place place, String line) {
    try {
      Output output = lab.run(place, line);
      assertTrue(output.status() >= 0 && output.status() <= 255, line);
      assertTrue(
          !output.text().contains("Exception") && !output.text().contains("\tat "),
          () -> "a stack trace for: " + line + "\n" + output.text());
    } catch (LabException | RuntimeException e) {
      throw new AssertionError(place.prompt() + line, e);
    }
  }

  private static void stillAnswers(LabSession lab) throws LabException {
    Place internet = new Place.Host("internet");
    assertEquals(0, lab.run(internet, "ip -br addr").status());
    assertEquals(0, lab.run(internet, "ping -c 1 198.51.100.80").status());
    Output engine = lab.run(new Place.Container("nosuch"), "true");
    assertTrue(engine.text().contains("No such container: nosuch"), engine.text());
  }
}
