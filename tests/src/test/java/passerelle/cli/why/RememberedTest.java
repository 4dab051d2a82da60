package passerelle.cli.why;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import passerelle.cli.Labs;
import passerelle.cli.lab.SimLab;
import passerelle.cli.why.cause.Attempt;
import passerelle.cli.why.cause.Cause;
import passerelle.cli.why.cause.Diagnosis;
import passerelle.cli.why.question.Question;

/** What is known of containers and machines whose line, or whose address, nobody has typed. */
class RememberedTest {
  private static Answer answer(SimLab lab, String from, String target) throws Exception {
    return Why.of(lab, Question.of(from, List.of(target)).orElseThrow());
  }

  @Test
  void aContainerIsMadeAgainWithItsRestartPolicy() throws Exception {
    try (SimLab lab = Labs.ofCourse()) {
      String run = "docker run -d --name $n --restart on-failure:3 -p 127.0.0.1:8080:80 nginx";
      lab.run("host", "for n in web; do " + run + "; done", bytes -> true);
      lab.settle();
      Answer answer = answer(lab, "laptop", "192.0.2.10:8080");
      assertEquals(
          Optional.of("docker run -d --name web --restart on-failure:3 -p 8080:80 nginx"),
          answer.mended().map(mended -> mended.remedy().steps().get(1).line()));
    }
  }

  @Test
  void aContainerThatWasRenamedIsMeantByItsFormerName() throws Exception {
    try (SimLab lab = Labs.ofCourse()) {
      for (String line : List.of("run -d --name web nginx", "rename web www", "stop web")) {
        lab.run("host", "docker " + line, bytes -> true);
        lab.settle();
      }
      Answer answer = Why.ofLastCommand(lab).orElseThrow();
      assertEquals(
          Optional.of("host$ docker rename web www"),
          answer.diagnosis().flatMap(Diagnosis::author));
      assertEquals(
          Optional.of("docker stop www"),
          answer.mended().map(mended -> mended.remedy().steps().get(0).line()));
    }
  }

  @Test
  void aContainerDoesNotKnowTheNameOfAMachine() throws Exception {
    try (SimLab lab = Labs.ofCourse()) {
      lab.run("host", "docker run -d --name web -p 8080:80 nginx", bytes -> true);
      lab.run("host", "docker run -d --name app alpine sleep 1d", bytes -> true);
      lab.run("host", "docker exec app wget -T 2 -qO- http://host:8080/", bytes -> true);
      Answer answer = Why.ofLastCommand(lab).orElseThrow();
      assertEquals(Optional.of(Cause.NAME_UNKNOWN), answer.diagnosis().map(Diagnosis::cause));
      assertEquals(
          Optional.of("192.0.2.10"),
          answer.mended().flatMap(mended -> mended.remedy().instead()).map(Question::host));
    }
  }

  @Test
  void aMachineIsCalledByTheAddressOfItsCable() throws Exception {
    try (SimLab lab = Labs.ofCourse()) {
      Answer answer = answer(lab, "host", "internet:80");
      assertEquals(Optional.of("198.51.100.80"), answer.before().map(Attempt::address));
    }
  }
}
