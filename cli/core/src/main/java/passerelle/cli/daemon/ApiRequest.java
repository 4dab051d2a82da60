package passerelle.cli.daemon;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import passerelle.text.ByteText;
import passerelle.text.GoJsonReader;

/**
 * A request to Docker's API.
 *
 * @param method as HTTP has it
 * @param target the path with its query, as asked for
 * @param path without the query and without a version
 * @param query the parameters behind the path, decoded
 * @param type what the body is said to be; empty without
 * @param body empty for none
 */
record ApiRequest(
    String method,
    String target,
    String path,
    Map<String, String> query,
    Optional<String> type,
    String body) {

  static ApiRequest parse(String text) {
    int blank = text.indexOf("\r\n\r\n");
    String head = blank < 0 ? text : text.substring(0, blank);
    List<String> lines = head.lines().toList();
    String[] words = lines.isEmpty() ? new String[0] : lines.get(0).split(" ");
    String target = words.length > 1 ? words[1] : "/";
    int mark = target.indexOf('?');
    String path = mark < 0 ? target : target.substring(0, mark);
    Map<String, String> query = new LinkedHashMap<>();
    for (String pair : mark < 0 ? new String[0] : target.substring(mark + 1).split("&")) {
      String[] parts = pair.split("=", 2);
      query.put(decoded(parts[0]), parts.length > 1 ? decoded(parts[1]) : "");
    }
    Optional<String> type =
        lines.stream()
            .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-type:"))
            .map(line -> line.substring(13).strip())
            .findFirst();
    return new ApiRequest(
        words.length > 0 ? words[0] : "",
        target,
        path.replaceFirst("^/v[0-9]{1,3}[.][0-9]{1,3}(?=/)", "").replaceAll("(?<=.)/$", ""),
        query,
        type.filter(t -> !t.isEmpty()),
        blank < 0 ? "" : text.substring(blank + 4));
  }

  /** Percent-encoded octets and plus signs as what they stand for (RFC 3986, 2.1). */
  private static String decoded(String text) {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    byte[] plain = ByteText.encode(text);
    for (int i = 0; i < plain.length; i++) {
      String next =
          new String(plain, i, Math.min(3, plain.length - i), StandardCharsets.ISO_8859_1);
      if (next.matches("%[0-9a-fA-F]{2}")) {
        octets.write(Integer.parseInt(next.substring(1), 16));
        i += 2;
      } else {
        octets.write(plain[i] == '+' ? ' ' : plain[i]);
      }
    }
    return ByteText.decode(octets.toByteArray());
  }

  /** Whether a parameter is on (api/server/httputils: BoolValue). */
  boolean on(String name) {
    String value = query.getOrDefault(name, "").strip().toLowerCase(Locale.ROOT);
    return !List.of("", "0", "no", "false", "none").contains(value);
  }

  /** The options {@code --filter} that ask for the same as the parameter {@code filters}. */
  List<String> filters() throws GoJsonReader.SyntaxError {
    List<String> words = new ArrayList<>();
    String filters = query.getOrDefault("filters", "");
    if (!filters.isEmpty() && GoJsonReader.parse(filters) instanceof GoJsonReader.Members all) {
      all.members()
          .forEach(
              (key, values) -> {
                for (String value : ApiBody.names(values)) {
                  words.add("--filter=" + key + "=" + value);
                }
              });
    }
    return words;
  }
}
