package passerelle.scenarios.compare;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import passerelle.packet.Payload;
import passerelle.scenarios.canon.Canon;

/**
 * Application data as a line: text in its canonical form, so that the ids and dates in it are
 * compared as in outputs; else octets.
 */
final class PayloadText {
  private static final Pattern HTTP_DATE =
      Pattern.compile("[A-Z][a-z]{2}, \\d\\d [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT");

  private static final Pattern ETAG = Pattern.compile("(?<=ETag: \")[0-9a-f]{8}(?=-)");

  private PayloadText() {}

  static String of(Payload payload) {
    return text(payload)
        .map(t -> "\"" + String.join("\\n", Canon.lines(undated(t))) + "\"")
        .orElseGet(() -> HexFormat.of().formatHex(payload.toBytes()));
  }

  /**
   * A text without the dates that HTTP servers write (RFC 9110 section 5.6.7), and without the
   * second half of that, the time of a file that nginx makes an ETag of
   * (ngx_http_core_module.c:ngx_http_set_etag).
   */
  static String undated(String text) {
    if (!text.contains(" GMT")) {
      return text;
    }
    return ETAG.matcher(HTTP_DATE.matcher(text).replaceAll("<date>")).replaceAll("<time>");
  }

  private static Optional<String> text(Payload payload) {
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload.toBytes())).toString();
      boolean readable =
          text.chars().allMatch(c -> c == '\n' || c == '\r' || c == '\t' || !isControl(c));
      return readable ? Optional.of(text) : Optional.empty();
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static boolean isControl(int c) {
    return Character.isISOControl(c);
  }
}
