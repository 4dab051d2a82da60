package passerelle.cli.why;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import passerelle.cli.Labs;
import passerelle.cli.lab.SimLab;

/** What is known of containers and machines whose line, or whose address, nobody has typed. */
class RememberedTest {
  private static Why.Answer answer(SimLab lab, String from, String target) throws Exception {
    return Why.of(lab, Question.of(from, List.of(target)).orElseThrow());
  }

  @Test
  void aContainerIsMadeAgainWithItsRestartPolicy() throws Exception {
    try (SimLab lab = Labs.ofCourse()) {
      String run = "docker run -d --name $n --restart on-failure:3 -p 127.0.0.1:8080:80 nginx";
      lab.run("host", "for n in web; do " + run + "; done", bytes -> true);
      lab.settle();
      Why.Answer answer = answer(lab, "laptop", "192.0.2.10:8080");
      assertEquals(
          Optional.of("docker run -d --name web --restart on-failure:3 -p 8080:80 nginx"),
          answer.mended().map(mended -> mended.remedy().steps().get(1).line()));
    }
  }

  @Test
  void aMachineIsCalledByTheAddressOfItsCable() throws Exception {
    try (SimLab lab = Labs.ofCourse()) {
      Why.Answer answer = answer(lab, "host", "internet:80");
      assertEquals(Optional.of("198.51.100.80"), answer.before().map(Attempt::address));
    }
  }
}
