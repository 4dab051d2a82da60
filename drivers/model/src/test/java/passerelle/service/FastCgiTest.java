package passerelle.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import passerelle.packet.Payload;

/** Records of FastCGI: what one side writes is what the other one reads. */
class FastCgiTest {
  private static final int PARTS = 3;

  private static String octets(Payload payload) {
    return new String(payload.toBytes(), StandardCharsets.ISO_8859_1);
  }

  /** Of letters only, so that an octet is a character. */
  private static String word(Random random, int most) {
    StringBuilder word = new StringBuilder();
    int length = random.nextInt(most);
    for (int i = 0; i < length; i++) {
      word.append((char) ('a' + random.nextInt(26)));
    }
    return word.toString();
  }

  @Test
  void aRequestBeginsWithVersionTypeAndItsNumber() {
    String request = octets(FastCgi.request(Map.of("A", "bc")));
    assertEquals("\1\1\0\1\0\10\0\0\0\1\0\0\0\0\0\0", request.substring(0, 16));
    assertEquals("\1\4\0\1\0\5\0\0\1\2Abc", request.substring(16, 29));
  }

  @RepeatedTest(50)
  void parametersAreReadAsTheyWereWritten(RepetitionInfo run) {
    Random random = new Random(run.getCurrentRepetition());
    Map<String, String> parameters = new LinkedHashMap<>();
    for (int i = random.nextInt(20); i > 0; i--) {
      parameters.put(i + word(random, 140), word(random, 400));
    }
    String request = octets(FastCgi.request(parameters));
    assertEquals(parameters, FastCgi.parameters(request));
    assertTrue(FastCgi.hasCome(request, FastCgi.STDIN, 0));
  }

  @RepeatedTest(20)
  void aPageArrivesWholeInWhateverRecords(RepetitionInfo run) {
    Random random = new Random(run.getCurrentRepetition());
    byte[] page = new byte[random.nextInt(200_000)];
    random.nextBytes(page);
    String said = word(random, 50);
    String answer = octets(FastCgi.answer(page, said));
    assertEquals(octets(Payload.of(page)), FastCgi.carried(answer, FastCgi.STDOUT));
    assertEquals(said, FastCgi.carried(answer, FastCgi.STDERR));
    assertTrue(FastCgi.hasCome(answer, FastCgi.END_REQUEST, 8));
    String most = answer.substring(0, answer.length() - 1);
    assertFalse(FastCgi.hasCome(most, FastCgi.END_REQUEST, 8));
  }

  @RepeatedTest(200)
  void whateverComesIsReadWithoutAnError(RepetitionInfo run) {
    Random random = new Random(run.getCurrentRepetition());
    byte[] any = new byte[random.nextInt(60)];
    random.nextBytes(any);
    Payload record = Payload.of(new byte[] {1, FastCgi.PARAMS, 0, 1, 0, (byte) any.length, 0, 0});
    for (Payload read : new Payload[] {Payload.of(any), record.plus(Payload.of(any))}) {
      FastCgi.parameters(octets(read));
      FastCgi.carried(octets(read), FastCgi.STDOUT);
      FastCgi.hasCome(octets(read), FastCgi.STDIN, 0);
    }
  }

  @Test
  void aRequestThatIsCutOffIsReadAsFarAsItHasCome() {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (int i = 0; i < PARTS; i++) {
      parameters.put("NAME" + i, "value");
    }
    String request = octets(FastCgi.request(parameters));
    for (int end = 0; end < request.length(); end++) {
      Map<String, String> read = FastCgi.parameters(request.substring(0, end));
      assertTrue(parameters.entrySet().containsAll(read.entrySet()), read::toString);
    }
  }
}
