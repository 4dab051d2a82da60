package passerelle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import passerelle.scenarios.replay.LabException;
import passerelle.text.Language;
import passerelle.text.Messages;

/** Usual options are read without picocli, and understood as picocli understands them. */
class PlainOptionsTest {
  private static final Messages ENGLISH = Messages.of(Language.EN, Program.BUNDLE);

  private static LabChoice choice(GivenOptions given) throws LabException {
    return LabChoice.of(given, ENGLISH, Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--engine 28.5",
        "--engine=26.1 --lang fr",
        "--kernel real --seed 7",
        "-c pwd --lang fr",
        "--seed 7 -c=pwd",
        "--pace=0 --no-history --images stand-in --load my-lab.md",
      })
  void theyAreUnderstoodAsPicocliUnderstandsThem(String line) throws LabException {
    String[] args = line.split(" ");
    Optional<GivenOptions> plain = PlainOptions.of(List.of(args));
    assertTrue(plain.isPresent(), line);
    GivenOptions parsed =
        GivenOptions.of(CommandLines.of(Usage.of(ENGLISH, List.of())).parseArgs(line.split(" ")));
    assertEquals(choice(parsed), choice(plain.get()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--seed -3",
        "--seed",
        "--seed=",
        "--seed 1 --seed 2",
        "-c pwd -c hostname",
        "-cpwd",
        "--no-history=false",
        "--no-history --no-history",
        "--help",
        "--engine 28.5 --bip 10.0.0.1/24",
        "--lang fr join",
        "lesson 1",
      })
  void whatElseThereIsAndWhatIsWrongIsForPicocli(String line) {
    assertEquals(Optional.empty(), PlainOptions.of(List.of(line.split(" "))));
  }

  @Test
  void eachIsAnOptionOfTheLab() {
    TreeSet<String> plain = new TreeSet<>(PlainOptions.VALUED);
    plain.add(PlainOptions.NO_HISTORY);
    plain.removeAll(Usage.of(ENGLISH, List.of()).optionsMap().keySet());
    assertEquals(new TreeSet<String>(), plain);
  }
}
